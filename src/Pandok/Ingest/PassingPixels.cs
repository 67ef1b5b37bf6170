using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Ingest;

/// <summary>Pixels of an instance on their way from the door to the archive: native samples, of which nothing is changed but bits outside their stored values.</summary>
internal sealed class PassingPixels(DicomHeader header, DicomReader reader)
{
    private static readonly Tag DataSetTrailingPadding = new(0xFFFCFFFC);

    /// <summary>There were such bits, and they were zeroed.</summary>
    public bool IsStripped { get; private set; }

    /// <summary>Elements behind the pixels, which were not taken along: the head is verified before the pixels pass; what comes behind them would not be.</summary>
    public int Dropped { get; private set; }

    /// <exception cref="DicomException">The instance is not whole.</exception>
    public async ValueTask CopyAsync(Stream to, CancellationToken stop)
    {
        if (header.Pixels is not null && HiddenBits.Of(header.DataSet, PixelLayout.Of(header)) is { } hidden)
        {
            var masking = new MaskingStream(to, hidden);
            await reader.CopyPixelDataAsync(masking, stop);
            await masking.FinishAsync(stop);
            IsStripped = masking.Found;
        }
        else if (header.Pixels is not null) await reader.CopyPixelDataAsync(to, stop);
        Dropped = (await reader.FinishAsync(stop)).Count(element => element.Tag != DataSetTrailingPadding);
    }
}
