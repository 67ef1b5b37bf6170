using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>An archived image and where its frames lie. Rows and objects are written once, so it stays true as long as it is remembered.</summary>
/// <param name="Row">The instance.</param>
/// <param name="Site">Whose study it is of.</param>
/// <param name="Layout">Of every frame.</param>
/// <param name="Index">The frames' places in the object.</param>
internal sealed record StoredPixels(Instance Row, Guid Site, PixelLayout Layout, FrameIndex Index)
{
    /// <summary>True if the stored bytes of a frame are what a reader of octets expects: native, samples interleaved, colour as RGB.</summary>
    public bool IsPlain => Row.TransferSyntax == PixelMediaTypes.ExplicitLittleEndian
        && (Layout.SamplesPerPixel == 1 || Layout is { PlanarConfiguration: 0, PhotometricInterpretation: Photometric.Rgb });

    /// <summary>Bytes of a frame as it goes out.</summary>
    public long LengthOf(int frame, bool stored) => stored || IsPlain ? Index.LengthOf(frame) : Layout.FrameLength;
}
