using System.Buffers;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Faces;

/// <summary>
/// A file with other pixels and the same header, still identifying: what <see cref="FileRelease"/> gets in place of the original. Pixels are written in the same lossless way as blanked ones
/// and proven; a lossy codestream is decoded and coded without further loss.
/// </summary>
public static class DefacedFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="file">A Part 10 file of one grey frame: seekable, at its start.</param>
    /// <param name="target">Takes the new file. Identifying bytes go into it, so on a disk it must be sealed.</param>
    /// <param name="scratch">Makes a stream for the frame; the same holds for it.</param>
    /// <param name="mask">Changes the frame's samples in place, and says how many; it may be called again with the same frame.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>How many samples changed. If none did, nothing is written.</returns>
    /// <exception cref="DicomException">The file cannot be read.</exception>
    /// <exception cref="CodecException">The frame is damaged, is not one grey frame, or no form can hold it.</exception>
    public static async Task<int> WriteAsync(Stream file, Stream target, Func<Stream> scratch, Func<DataSet, DecodedFrame, int> mask, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(scratch);
        ArgumentNullException.ThrowIfNull(mask);
        var frames = await FrameSource.OpenAsync(file, stop).ConfigureAwait(false);
        var (header, layout) = (frames.Header, frames.Layout);
        if (frames.Count != 1 || layout.SamplesPerPixel != 1 || layout.IsFloat || layout.BitsAllocated is not (8 or 16 or 32)) throw new CodecException(CodecFault.LayoutMismatch, "Not one grey frame");
        var code = await frames.ReadAsync(0, stop).ConfigureAwait(false);
        var forms = FrameForm.Of(header.Syntax).ToArray();
        for (var i = 0; ; i++)
        {
            try
            {
                var changed = 0;
                var written = forms[i].Write(header.DataSet, header.Syntax, code.Span, layout, [], frame => changed = mask(header.DataSet, frame));
                if (changed > 0) await WriteAsync(header, forms[i], written, scratch, target, stop).ConfigureAwait(false);
                return changed;
            }
            catch (CodecException) when (i + 1 < forms.Length)
            {
                // The next form may hold it.
            }
        }
    }

    private static async Task WriteAsync(DicomHeader header, FrameForm form, ReadOnlyMemory<byte> code, Func<Stream> scratch, Stream target, CancellationToken stop)
    {
        var frames = new WrittenFrames(scratch, form.Syntax.IsEncapsulated, false);
        await frames.AddAsync(code, stop).ConfigureAwait(false);
        var clean = new CleanPixels(PixelVerdict.Unlooked(RiskClass.Low, 1) with { Change = PixelChange.Blanked }, header.Pixels, header.Syntax, frames, form);
        await using (clean.ConfigureAwait(false))
        {
            var set = header.DataSet.Copy();
            clean.Amend(set, Profile.Public);
            var syntax = clean.Syntax.IsImplicit ? TransferSyntax.ExplicitLittleEndian : clean.Syntax;
            var head = new ArrayBufferWriter<byte>(16 << 10);
            DicomWriter.WriteFileHead(head, set, syntax);
            DicomWriter.WriteDataSet(head, set, syntax);
            DicomWriter.WritePixelDataHead(head, clean.Head!.Value, syntax);
            await target.WriteAsync(head.WrittenMemory, stop).ConfigureAwait(false);
            await clean.CopyToAsync(target, stop).ConfigureAwait(false);
        }
    }
}
