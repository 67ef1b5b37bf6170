using System.Security.Cryptography;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// The pixel pass (PS3.15 E.3.1, Clean Pixel Data): looks for text, blanks it, takes out what codestreams carry besides the image, and looks again with another setting.
/// One frame is in memory at a time. What needs no change is not written again. Fail closed: what cannot be decoded, or is not clean at the second look, is not released.
/// </summary>
/// <param name="profile">How much is looked at, and what is done with text.</param>
/// <param name="rules">Where known devices write.</param>
/// <param name="scratch">Makes a stream for frames that are written again, readable and seekable; identifying bytes may pass through it, so on a disk it must be sealed.</param>
/// <param name="recognise">Reads text, if there is a recogniser: what it reads is blanked too.</param>
public sealed class PixelCleaner(Profile profile, DeviceRules rules, Func<Stream> scratch, Look? recognise = null)
{
    private const int Rounds = 3;

    /// <summary>How much wider than what was found is blanked, as a part of its smaller side (<see cref="Area.WithMargin"/>).</summary>
    public const double Margin = 0.25;

    /// <summary>A box that covers more of what a frame shows, or boxes that together do, are for a person: blanked, little would be left to read, and so much text in a picture may be no text.</summary>
    public const double MostOfOneBox = 0.6, MostOfAllBoxes = 0.75;

    /// <summary>Whether an object's frames have to be read before anything of it is kept. If not, its bytes may pass through, native ones by way of <see cref="HiddenBits"/>.</summary>
    public bool MustRead(DicomHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.Pixels is not null && (header.Syntax.IsEncapsulated || FrameChoice.Of(header.DataSet, profile, Risk.Of(header.DataSet)).Count > 0 || rules.For(header.DataSet).Count > 0);
    }

    /// <summary>Cleans the pixels of an object.</summary>
    /// <param name="frames">The object.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>The verdict and, if they changed, the new pixels.</returns>
    public Task<CleanPixels> CleanAsync(FrameSource frames, CancellationToken stop) => CleanAsync(frames, null, stop);

    /// <summary>Cleans the pixels of an object that a person has looked at.</summary>
    /// <param name="frames">The object.</param>
    /// <param name="drawn">What the person wants blanked, to the pixel; null if nobody looked. Where the machine was unsure the person decides; of high risk the verifying look is done all the same.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>The verdict and, if they changed, the new pixels.</returns>
    public async Task<CleanPixels> CleanAsync(FrameSource frames, IReadOnlyList<PixelBox>? drawn, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var work = new Work(frames, Risk.Of(frames.Header.DataSet));
        try
        {
            if (IsVideo(frames.Header.Syntax)) return work.Held(Reason.Video);
            var choice = FrameChoice.Of(work.Set, profile, work.Risk);
            if (drawn is not null) return await BlankDrawnAsync(work, choice, drawn, stop).ConfigureAwait(false);
            work.TakeRules(rules);
            if (work.Risk == RiskClass.High && choice.Count > 0) work.TakeRegions();
            await LookAsync(work, choice, work.SourceAsync, work.Risk == RiskClass.High ? DetectorSettings.Recall : DetectorSettings.Careful, BoxSource.Detector, stop).ConfigureAwait(false);
            // In an original image an unread box may be anatomy: nobody blanks that without a person.
            if (work.Risk != RiskClass.High) return work.HasFound ? work.Held(Reason.PixelUnsure) : await FinishAsync(work, stop).ConfigureAwait(false);
            if (work.Boxes.Count == 0 && choice.Count > 0 && Risk.SaysBurnedIn(work.Set)) return work.Held(Reason.PixelUnsure);
            if (work.Boxes.Exists(box => box.Why != BoxSource.Device) && profile.PixelText == PixelText.Quarantine) return work.Held(Reason.PixelTextLeft);
            if (work.IsMostlyFound()) return work.Held(Reason.PixelUnsure);
            return await BlankAsync(work, choice, stop).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is CodecException or DicomException)
        {
            return work.Held(Reason.PixelDecode);
        }
    }

    private async Task<CleanPixels> BlankAsync(Work work, IReadOnlyList<int> choice, CancellationToken stop)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var clean = await FinishAsync(work, stop).ConfigureAwait(false);
            if (choice.Count == 0) return clean;
            var known = work.Boxes.Count;
            await LookAsync(work, choice, clean.IsChanged ? work.WrittenAsync : work.SourceAsync, DetectorSettings.Verifying, BoxSource.Verifier, stop).ConfigureAwait(false);
            if (work.Boxes.Count == known) return work.Result(isVerified: true);
            await clean.DisposeAsync().ConfigureAwait(false);
            if (profile.PixelText == PixelText.Quarantine) break;
            if (work.IsMostlyFound()) return work.Held(Reason.PixelUnsure);
        }
        return work.Held(Reason.PixelTextLeft);
    }

    private async Task<CleanPixels> BlankDrawnAsync(Work work, IReadOnlyList<int> choice, IReadOnlyList<PixelBox> drawn, CancellationToken stop)
    {
        foreach (var box in drawn) work.Know(box);
        var clean = await FinishAsync(work, stop).ConfigureAwait(false);
        if (work.Risk == RiskClass.High && choice.Count > 0)
            await LookAsync(work, choice, clean.IsChanged ? work.WrittenAsync : work.SourceAsync, DetectorSettings.Verifying, BoxSource.Verifier, stop).ConfigureAwait(false);
        if (!work.HasFound) return work.Result(isVerified: true);
        await clean.DisposeAsync().ConfigureAwait(false);
        return work.Held(Reason.PixelTextLeft);
    }

    private async Task LookAsync(Work work, IReadOnlyList<int> choice, Func<int, CancellationToken, ValueTask<DecodedFrame>> frameOf, DetectorSettings settings, BoxSource why, CancellationToken stop)
    {
        var seen = new HashSet<Int128>();
        var found = work.Found();
        foreach (var frame in choice)
        {
            var decoded = await frameOf(frame, stop).ConfigureAwait(false);
            var hash = SHA256.HashData(decoded.Samples);
            if (!seen.Add(System.Runtime.InteropServices.MemoryMarshal.Read<Int128>(hash))) continue;
            IReadOnlyList<Area> blanked = [.. work.Known(frame), .. found];
            foreach (var view in FrameViews.Of(work.Set, frame + 1, decoded))
            {
                foreach (var area in TextDetector.Find(view, settings)) work.Add(new PixelBox(frame, area, why), blanked);
                if (recognise is null || work.Risk != RiskClass.High) continue;
                foreach (var read in recognise(view)) work.Add(new PixelBox(frame, read.Area, BoxSource.Recogniser), blanked);
            }
        }
        work.Looked = Math.Max(work.Looked, seen.Count);
    }

    // Writes what has to be written anew: with areas blanked, or without what codestreams carry besides the image.
    private async Task<CleanPixels> FinishAsync(Work work, CancellationToken stop)
    {
        var isBlanked = work.Boxes.Count > 0;
        if (!isBlanked && !await MustStripAsync(work, stop).ConfigureAwait(false)) return work.Result(isVerified: false);
        var forms = !isBlanked ? [null] : FrameForm.Of(work.Syntax).ToArray<FrameForm?>();
        for (var i = 0; ; i++)
        {
            var written = new WrittenFrames(scratch, (forms[i]?.Syntax ?? work.Syntax).IsEncapsulated, work.Layout.NativeFrameBits % 8 != 0 && work.Count > 1);
            try
            {
                await WriteAsync(work, forms[i], written, stop).ConfigureAwait(false);
                work.Take(written, forms[i], isBlanked ? PixelChange.Blanked : PixelChange.Stripped);
                return work.Result(isVerified: false);
            }
            catch (CodecException) when (i + 1 < forms.Length)
            {
                await written.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await written.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task<bool> MustStripAsync(Work work, CancellationToken stop)
    {
        if (!work.Syntax.IsEncapsulated && HiddenBits.Of(work.Set, work.Layout) is null) return false;
        for (var frame = 0; frame < work.Count; frame++)
        {
            if (FrameStrip.Of(work.Set, work.Syntax, await work.Frames.ReadAsync(frame, stop).ConfigureAwait(false), work.Layout) is not { } stripped) continue;
            work.Stripped = (frame, stripped);
            return true;
        }
        return false;
    }

    private static async Task WriteAsync(Work work, FrameForm? form, WrittenFrames written, CancellationToken stop)
    {
        var found = work.Found();
        if (!written.CanHold) throw new CodecException(CodecFault.UnsupportedSyntax, "Frames of single bits that do not fill bytes are not written again");
        for (var frame = 0; frame < work.Count; frame++)
        {
            if (form is null && work.Stripped is { } known && known.Frame == frame)
            {
                await written.AddAsync(known.Code, stop).ConfigureAwait(false);
                continue;
            }
            var code = await work.Frames.ReadAsync(frame, stop).ConfigureAwait(false);
            ReadOnlyMemory<byte> clean = form is null ? FrameStrip.Of(work.Set, work.Syntax, code, work.Layout) is { } stripped ? stripped : code : form.Write(work.Set, work.Syntax, code.Span, work.Layout, [.. work.Known(frame), .. found]);
            await written.AddAsync(clean, stop).ConfigureAwait(false);
        }
    }

    // MPEG-2, H.264, H.265 and their fragmentable kin (PS3.5 A.4.5 to A.4.10), and SMPTE streams.
    private static bool IsVideo(TransferSyntax syntax) => syntax.Uid.StartsWith("1.2.840.10008.1.2.4.10", StringComparison.Ordinal) || syntax.Uid.StartsWith("1.2.840.10008.1.2.7.", StringComparison.Ordinal);

    /// <summary>What is known of one object on the way.</summary>
    private sealed class Work(FrameSource frames, RiskClass risk)
    {
        private readonly List<PixelBox> exact = [];
        private WrittenFrames? written;
        private FrameForm? form;
        private PixelChange change;

        public FrameSource Frames => frames;
        public RiskClass Risk => risk;
        public DataSet Set => frames.Header.DataSet;
        public TransferSyntax Syntax => frames.Header.Syntax;
        public PixelLayout Layout => frames.Layout;
        public int Count => frames.Count;
        public int Looked { get; set; }
        public List<PixelBox> Boxes { get; } = [];

        /// <summary>Text was found where nobody knew of any.</summary>
        public bool HasFound => Boxes.Count > exact.Count;

        /// <summary>The first frame that had something to take out, without it.</summary>
        public (int Frame, byte[] Code)? Stripped { get; set; }

        private bool RegionsDoubted { get; set; }

        public void TakeRules(DeviceRules rules)
        {
            foreach (var rule in rules.For(Set)) Know(rule.Areas, BoxSource.Device);
        }

        public void TakeRegions()
        {
            RegionsDoubted = !UltrasoundRegions.TryRead(Set, out var regions);
            if (regions.Count > 0) Know(UltrasoundRegions.Outside(regions, Layout.Columns, Layout.Rows), BoxSource.Region);
        }

        /// <summary>Adds a box that is not blanked already, by nine tenths or more.</summary>
        public void Add(PixelBox box, IReadOnlyList<Area> blanked)
        {
            var area = box.Area;
            var covered = 0L;
            foreach (var other in blanked)
            {
                if (!other.Meets(area)) continue;
                covered += Area.Of(Math.Max(area.X, other.X), Math.Max(area.Y, other.Y), Math.Min(area.Right, other.Right), Math.Min(area.Bottom, other.Bottom)).Size;
            }
            if (covered >= 0.9 * area.Size || Boxes.Exists(known => known.Area == area)) return;
            Boxes.Add(box);
        }

        /// <summary>What was found in any frame, with its margin: it is blanked in every frame.</summary>
        public IReadOnlyList<Area> Found() =>
            Area.Unite(Boxes.Where(box => box.Why is not (BoxSource.Region or BoxSource.Device or BoxSource.Person)).Select(box => box.Area.WithMargin(Margin, Layout.Columns, Layout.Rows)));

        /// <summary>Little would be left of a frame if what was found were blanked.</summary>
        public bool IsMostlyFound()
        {
            if (!HasFound) return false;
            var (found, hidden) = (Found(), Known(PixelBox.EveryFrame).ToList());
            double Part(params IReadOnlyList<Area> areas) => Coverage.Of(areas, hidden, Layout.Columns, Layout.Rows);
            return Part([.. found]) > MostOfAllBoxes || found.Any(box => Part(box) > MostOfOneBox);
        }

        /// <summary>What is known to the pixel of a frame.</summary>
        public IEnumerable<Area> Known(int frame) => exact.Where(box => box.Frame == PixelBox.EveryFrame || box.Frame == frame).Select(box => box.Area);

        /// <summary>What a person drew.</summary>
        public void Know(PixelBox box)
        {
            exact.Add(box);
            Boxes.Add(box);
        }

        public async ValueTask<DecodedFrame> SourceAsync(int frame, CancellationToken stop) =>
            FrameDecoder.DecodeFrame(Syntax.Unpacked.Uid, (await frames.ReadAsync(frame, stop).ConfigureAwait(false)).Span, Layout);

        public async ValueTask<DecodedFrame> WrittenAsync(int frame, CancellationToken stop)
        {
            var layout = form?.Encoded is { } encoded ? encoded.Layout with { PhotometricInterpretation = encoded.Photometric } : Layout;
            return FrameDecoder.DecodeFrame((form?.Syntax ?? Syntax.Unpacked).Uid, (await written!.ReadAsync(frame, stop).ConfigureAwait(false)).Span, layout);
        }

        public void Take(WrittenFrames frames, FrameForm? by, PixelChange kind) => (written, form, change) = (frames, by, kind);

        public CleanPixels Result(bool isVerified) =>
            new(new PixelVerdict(Risk, Count, Looked, Boxes, change, [], isVerified, RegionsDoubted) { IsReencoded = form?.Encoded is not null }, frames.Header.Pixels, Syntax, written, form);

        public CleanPixels Held(Reason reason) => new(new PixelVerdict(Risk, Count, Looked, Boxes, PixelChange.Unchanged, [reason], false, RegionsDoubted), frames.Header.Pixels, Syntax);

        private void Know(IEnumerable<Area> areas, BoxSource why)
        {
            foreach (var area in areas)
            {
                exact.Add(new PixelBox(PixelBox.EveryFrame, area, why));
                Boxes.Add(new PixelBox(0, area, why));
            }
        }
    }
}
