using System.Buffers;
using System.Security.Cryptography;
using Pandok.Deidentification.Faces;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Rules;
using Pandok.Deidentification.Text;
using Pandok.Deidentification.Verify;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification;

/// <summary>
/// The whole way of one file: pixels, header, writing, and the verifier's look at what was written. The caller keeps what was written only if it is released.
/// </summary>
/// <param name="profile">The profile in force.</param>
/// <param name="keys">The keys of site or project.</param>
/// <param name="rules">Where known devices write into their pixels.</param>
/// <param name="scratch">Makes a stream for frames that are written again; on a disk it must be sealed.</param>
public sealed class FileRelease(Profile profile, Keys keys, DeviceRules rules, Func<Stream> scratch)
{
    private static readonly Tag DataSetTrailingPadding = new(0xFFFCFFFC);
    private readonly PixelCleaner cleaner = new(profile, rules, scratch);

    private FaceLook Face { get; init; }

    /// <summary>The profile in force.</summary>
    public Profile Profile => profile;

    /// <summary>Whether an object's pixels have to be read before anything of it is kept (<see cref="PixelCleaner.MustRead"/>).</summary>
    public bool MustRead(DicomHeader header) => cleaner.MustRead(header);

    /// <summary>Whether the profile wants a person to look before this is released.</summary>
    public bool MustApprove(FileOutcome done)
    {
        ArgumentNullException.ThrowIfNull(done);
        return profile.Approval == ApprovalRule.HighRisk && done is { Outcome: Outcome.Released, Pixels.Risk: RiskClass.High };
    }

    /// <summary>De-identifies and verifies.</summary>
    /// <param name="file">A Part 10 file: seekable, at its start.</param>
    /// <param name="written">Takes the new file: readable, seekable, empty.</param>
    /// <param name="verifier">That of the study.</param>
    /// <param name="known">What other objects of the study have said about people and places, or null.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="DicomException">The file cannot be read to its end.</exception>
    public Task<FileOutcome> RunAsync(Stream file, Stream written, StudyVerifier verifier, IdentitySet? known, CancellationToken stop) => RunAsync(file, written, verifier, known, null, stop);

    /// <summary>De-identifies and verifies a file of a volume that was searched for a face.</summary>
    /// <param name="file">A Part 10 file: seekable, at its start. If the face went, the one that <see cref="DefacedFile"/> wrote.</param>
    /// <param name="written">Takes the new file: readable, seekable, empty.</param>
    /// <param name="verifier">That of the study.</param>
    /// <param name="known">What other objects of the study have said about people and places, or null.</param>
    /// <param name="face">What the search came to.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="DicomException">The file cannot be read to its end.</exception>
    public Task<FileOutcome> RunAsync(Stream file, Stream written, StudyVerifier verifier, IdentitySet? known, FaceLook face, CancellationToken stop) =>
        new FileRelease(profile, keys, rules, scratch) { Face = face }.RunAsync(file, written, verifier, known, stop);

    /// <summary>De-identifies and verifies a file whose pixels a person has looked at.</summary>
    /// <param name="file">A Part 10 file: seekable, at its start.</param>
    /// <param name="written">Takes the new file: readable, seekable, empty.</param>
    /// <param name="verifier">That of the study.</param>
    /// <param name="known">What other objects of the study have said about people and places, or null.</param>
    /// <param name="drawn">What the person wants blanked; null if nobody looked.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="DicomException">The file cannot be read to its end.</exception>
    public async Task<FileOutcome> RunAsync(Stream file, Stream written, StudyVerifier verifier, IdentitySet? known, IReadOnlyList<PixelBox>? drawn, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(verifier);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(stop).ConfigureAwait(false);
        if (header.Pixels is null || drawn is null && !cleaner.MustRead(header)) return await DecideAsync(reader, header, null, written, verifier, known, stop).ConfigureAwait(false);
        var start = reader.Position;
        var dropped = (await reader.FinishAsync(stop).ConfigureAwait(false)).Count(element => element.Tag != DataSetTrailingPadding);
        var clean = await LookAsync(header, file, start, drawn, stop).ConfigureAwait(false);
        await using (clean.ConfigureAwait(false))
        {
            // Whoever copies the pixels as they are reads the file once more; else its end was reached above.
            if (clean.IsChanged || clean.Verdict.Reasons.Count > 0) return await DecideAsync(null, header, clean, written, verifier, known, stop).ConfigureAwait(false) with { Dropped = dropped };
            file.Position = 0;
            reader = new DicomReader(file);
            return await DecideAsync(reader, await reader.ReadFileAsync(stop).ConfigureAwait(false), clean, written, verifier, known, stop).ConfigureAwait(false) with { Dropped = dropped };
        }
    }

    private async Task<CleanPixels> LookAsync(DicomHeader header, Stream file, long start, IReadOnlyList<PixelBox>? drawn, CancellationToken stop)
    {
        try
        {
            return await cleaner.CleanAsync(await FrameSource.OfAsync(header, file, start, stop).ConfigureAwait(false), drawn, stop).ConfigureAwait(false);
        }
        catch (DicomException)
        {
            // It is whole, but its frames cannot be told apart: a person decides.
            return CleanPixels.Held(header, Reason.PixelDecode);
        }
    }

    private async Task<FileOutcome> DecideAsync(DicomReader? reader, DicomHeader header, CleanPixels? clean, Stream written, StudyVerifier verifier, IdentitySet? known, CancellationToken stop)
    {
        var seen = clean?.Report();
        // A profile that takes all descriptors away gets none of ours, which is Derivation Description.
        if (seen is not null && !profile.Has(Options.CleanDescriptors)) seen = seen with { IsBlanked = false };
        if (Face != FaceLook.None) seen = Face.Report(seen);
        var outcome = Deidentifier.Apply(header.DataSet, profile, keys, seen, known);
        if (outcome is not Outcome.Released released) return new FileOutcome(outcome, null, clean?.Verdict);
        released = released with { Receipt = clean?.Amend(released.Receipt) ?? released.Receipt };
        if (clean is { Verdict.Reasons: { Count: > 0 } reasons }) return new FileOutcome(new Outcome.Quarantined(reasons, released.Receipt), null, clean.Verdict);
        clean?.Amend(released.DataSet, profile);
        var overlays = OverlayGraphics.Of(header.DataSet, profile);
        foreach (var element in overlays) released.DataSet.Set(element);
        if (overlays.Count > 0) Stamp.Add(released.DataSet, Options.CleanGraphics);
        var syntax = clean is { IsChanged: true } ? clean.Syntax : header.Syntax;
        // What cannot be streamed or tells no VR is written in the plain form: explicit VR, little endian (PS3.5 A.2).
        syntax = syntax.IsImplicit ? TransferSyntax.ExplicitLittleEndian : syntax.Unpacked;
        var hash = await WriteAsync(reader, header, clean, released.DataSet, syntax, written, stop).ConfigureAwait(false);
        written.Position = 0;
        var report = verifier.Check(written, Original.Of(header, hash), released.Identity, overlays.Count > 0 ? OverlayGraphics.Look : null);
        return new FileOutcome(released.Judge(report.Findings), syntax, clean?.Verdict);
    }

    // The hash of the pixels as they came, if they were to stay as they are.
    private static async Task<byte[]?> WriteAsync(DicomReader? reader, DicomHeader header, CleanPixels? clean, DataSet output, TransferSyntax syntax, Stream written, CancellationToken stop)
    {
        var head = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.WriteFileHead(head, output, syntax);
        DicomWriter.WriteDataSet(head, output, syntax);
        var isChanged = clean is { IsChanged: true };
        if ((isChanged ? clean!.Head : header.Pixels) is { } pixels) DicomWriter.WritePixelDataHead(head, pixels, syntax);
        await written.WriteAsync(head.WrittenMemory, stop).ConfigureAwait(false);
        byte[]? hash = null;
        if (isChanged) await clean!.CopyToAsync(written, stop).ConfigureAwait(false);
        else if (header.Pixels is not null) hash = await PassAsync(reader!, header, written, stop).ConfigureAwait(false);
        if (reader is not null) await reader.FinishAsync(stop).ConfigureAwait(false);
        await written.FlushAsync(stop).ConfigureAwait(false);
        return hash;
    }

    private static async Task<byte[]?> PassAsync(DicomReader reader, DicomHeader header, Stream written, CancellationToken stop)
    {
        var hashing = new HashedCopy(written);
        await using (hashing.ConfigureAwait(false))
        {
            if (header.Syntax.IsEncapsulated || HiddenBits.Of(header.DataSet, PixelLayout.Of(header)) is not { } hidden)
            {
                await reader.CopyPixelDataAsync(hashing, stop).ConfigureAwait(false);
                return hashing.Digest();
            }
            var masking = new MaskingStream(hashing, hidden);
            await using (masking.ConfigureAwait(false))
            {
                await reader.CopyPixelDataAsync(masking, stop).ConfigureAwait(false);
                await masking.FinishAsync(stop).ConfigureAwait(false);
                return masking.Found ? null : hashing.Digest();
            }
        }
    }

    // Write only; hashes what passes.
    private sealed class HashedCopy(Stream to) : Stream
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public byte[] Digest() => hash.GetHashAndReset();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            hash.AppendData(buffer.Span);
            await to.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            to.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Flush() => to.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
