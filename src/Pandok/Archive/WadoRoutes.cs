using Pandok.Access;

namespace Pandok.Archive;

/// <summary>WADO-RS (PS3.18 section 10.4): a readable index of what can be retrieved. Every route answers GET and HEAD.</summary>
internal static class WadoRoutes
{
    private const string Study = "/dicom-web/studies/{study}", Series = Study + "/series/{series}", Instance = Series + "/instances/{instance}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Get(routes, Study, InstanceEndpoints.StudyAsync, "RetrieveStudy", "multipart/related");
        Get(routes, Series, InstanceEndpoints.SeriesAsync, "RetrieveSeries", "multipart/related");
        Get(routes, Instance, InstanceEndpoints.InstanceAsync, "RetrieveInstance", "multipart/related", "application/dicom");
        Get(routes, Study + "/metadata", MetadataEndpoints.StudyAsync, "RetrieveStudyMetadata", DicomWebAnswer.Json);
        Get(routes, Series + "/metadata", MetadataEndpoints.SeriesAsync, "RetrieveSeriesMetadata", DicomWebAnswer.Json);
        Get(routes, Instance + "/metadata", MetadataEndpoints.InstanceAsync, "RetrieveInstanceMetadata", DicomWebAnswer.Json);
        Get(routes, Instance + "/frames/{frames}", FrameEndpoint.FramesAsync, "RetrieveFrames", "application/octet-stream", "image/jphc", "multipart/related");
        Get(routes, Instance + "/bulkdata/{tag}", BulkDataEndpoint.ValueAsync, "RetrieveBulkData", "application/octet-stream", "multipart/related");
        Get(routes, Study + "/rendered", RenderedEndpoints.StudyAsync, "RenderStudy", "multipart/related");
        Get(routes, Series + "/rendered", RenderedEndpoints.SeriesAsync, "RenderSeries", "multipart/related");
        Get(routes, Instance + "/rendered", RenderedEndpoints.InstanceAsync, "RenderInstance", PictureEncoder.Jpeg, PictureEncoder.Png, "multipart/related");
        Get(routes, Instance + "/frames/{frames}/rendered", RenderedEndpoints.FramesAsync, "RenderFrames", PictureEncoder.Jpeg, PictureEncoder.Png, "multipart/related");
        Get(routes, Study + "/thumbnail", RenderedEndpoints.StudyThumbnailAsync, "StudyThumbnail", PictureEncoder.Jpeg, PictureEncoder.Png);
        Get(routes, Series + "/thumbnail", RenderedEndpoints.SeriesThumbnailAsync, "SeriesThumbnail", PictureEncoder.Jpeg, PictureEncoder.Png);
        Get(routes, Instance + "/thumbnail", RenderedEndpoints.InstanceThumbnailAsync, "InstanceThumbnail", PictureEncoder.Jpeg, PictureEncoder.Png);
        Get(routes, Instance + "/frames/{frame:int}/thumbnail", RenderedEndpoints.FrameThumbnailAsync, "FrameThumbnail", PictureEncoder.Jpeg, PictureEncoder.Png);
    }

    /// <summary>Whoever reads a study may use the route, and HEAD with it.</summary>
    public static void Get(IEndpointRouteBuilder routes, string pattern, Delegate handler, string name, string mediaType, params string[] others)
    {
#pragma warning disable RDG002 // GET and HEAD share their handler, which is bound when the program starts.
        routes.MapGet(pattern, handler).Requires(Permission.ReadStudy).WithName(name).Produces(200, null, mediaType, others);
        routes.MapMethods(pattern, [HttpMethods.Head], handler).Requires(Permission.ReadStudy).ExcludeFromDescription();
#pragma warning restore RDG002
    }
}
