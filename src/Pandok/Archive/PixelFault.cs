using Pandok.Access;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;

namespace Pandok.Archive;

/// <summary>What is said of pixels that cannot be given.</summary>
internal static class PixelFault
{
    public static async Task<IResult> AnswerAsync(HttpContext context, Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (CodecException fault)
        {
            return Refuse(context, "cannotDecode", "This image cannot be decoded.", fault.Message);
        }
        catch (DicomException fault)
        {
            return Refuse(context, "cannotRead", "This image cannot be read.", fault.Message);
        }
    }

    private static IResult Refuse(HttpContext context, string code, string title, string reason)
    {
        context.Response.Headers.Remove("ETag");
        context.Response.Headers.CacheControl = "no-store";
        return Problems.Problem(StatusCodes.Status422UnprocessableEntity, code, title, new { reason });
    }
}
