using Pandok.Deidentification.Rules;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Pixels;

/// <summary>The outcome of the pixel pass: the verdict, and the new value of Pixel Data where it changed.</summary>
public sealed class CleanPixels : IAsyncDisposable
{
    private static readonly Tag BurnedInAnnotation = new(0x00280301), LossyImageCompression = new(0x00282110), IconImageSequence = new(0x00880200);
    private static readonly Tag SmallestPixelValue = new(0x00280106), LargestPixelValue = new(0x00280107);
    private readonly WrittenFrames? frames;
    private readonly FrameForm? form;
    private readonly PixelDataHead? head;

    internal CleanPixels(PixelVerdict verdict, PixelDataHead? head, TransferSyntax syntax, WrittenFrames? frames = null, FrameForm? form = null) =>
        (Verdict, this.head, Syntax, this.frames, this.form) = (verdict, head, form?.Syntax ?? syntax.Unpacked, frames, form);

    /// <summary>The verdict on an object whose frames cannot even be told apart.</summary>
    public static CleanPixels Held(DicomHeader header, Reason reason)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new CleanPixels(PixelVerdict.Unlooked(Risk.Of(header.DataSet), 0) with { Reasons = [reason] }, header.Pixels, header.Syntax);
    }

    /// <summary>What was seen and done.</summary>
    public PixelVerdict Verdict { get; }

    /// <summary>True if <see cref="CopyToAsync"/> has a new value; false if the source's own bytes are to be copied.</summary>
    public bool IsChanged => frames is not null;

    /// <summary>How Pixel Data is coded now.</summary>
    public TransferSyntax Syntax { get; }

    /// <summary>The head of Pixel Data, or null if there is none.</summary>
    public PixelDataHead? Head => frames is null || head is not { } before ? head : before with { Length = frames.Length, Vr = frames.Length is null ? Vr.OB : before.Vr };

    /// <summary>Writes the new value of Pixel Data, fragments with their offset table and delimiter.</summary>
    public ValueTask CopyToAsync(Stream to, CancellationToken stop) => (frames ?? throw new InvalidOperationException("The pixels did not change.")).CopyToAsync(to, stop);

    /// <summary>Makes a cleaned header say what is true of the pixels now (PS3.3 C.7.6.1, C.7.6.3), and, if the verifying look passed, that nothing is burned in.</summary>
    /// <param name="output">The cleaned header; it is changed.</param>
    /// <param name="profile">The profile in force: its option for pixels is noted only if it was carried out.</param>
    public void Amend(DataSet output, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(profile);
        if (Verdict.Risk == RiskClass.High || Verdict.Change == PixelChange.Blanked) output.Remove(IconImageSequence);
        if (IsChanged)
        {
            output.Remove(Tags.ExtendedOffsetTable);
            output.Remove(Tags.ExtendedOffsetTableLengths);
        }
        if (Verdict.Change == PixelChange.Blanked)
        {
            output.Remove(SmallestPixelValue);
            output.Remove(LargestPixelValue);
        }
        if (form?.Encoded is { } encoded)
        {
            output.Set(Tags.PhotometricInterpretation, Vr.CS, encoded.Photometric);
            if (encoded.Layout.SamplesPerPixel > 1) output.SetIntegers(Tags.PlanarConfiguration, Vr.US, 0);
            output.SetIntegers(Tags.BitsStored, Vr.US, encoded.Layout.BitsStored).SetIntegers(Tags.HighBit, Vr.US, encoded.Layout.HighBit);
            if (encoded.IsIrreversible) output.Set(LossyImageCompression, Vr.CS, "01");
        }
        if (!Verdict.IsVerified) return;
        output.Set(BurnedInAnnotation, Vr.CS, "NO");
        if (profile.Has(Options.CleanPixelData)) Stamp.Add(output, Options.CleanPixelData);
    }

    /// <summary>What the header's marks may say of the pixels; null if nobody looked and nothing was blanked.</summary>
    public PixelReport? Report() => Verdict is { Looked: 0, IsVerified: false, Change: not PixelChange.Blanked } ? null : new PixelReport { IsTextFree = Verdict.IsVerified, IsBlanked = Verdict.Change == PixelChange.Blanked };

    /// <summary>The receipt with what the pixel pass adds: what it found, and no longer that nobody looked.</summary>
    public Receipt Amend(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var findings = receipt.Findings.Where(finding => finding.Code != FindingCode.PixelsNotLooked || Verdict.Looked == 0).ToList();
        if (Verdict.Change == PixelChange.Blanked) findings.Add(new Finding(FindingCode.PixelsBlanked, Tags.PixelData.ToString()));
        if (Verdict.Change == PixelChange.Stripped) findings.Add(new Finding(FindingCode.PixelsStripped, Tags.PixelData.ToString()));
        if (Verdict.RegionsDoubted) findings.Add(new Finding(FindingCode.RegionsDoubted, "(0018,6011)"));
        return receipt with { Findings = findings };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => frames?.DisposeAsync() ?? ValueTask.CompletedTask;
}
