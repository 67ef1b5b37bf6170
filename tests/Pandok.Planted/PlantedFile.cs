using System.Buffers.Binary;
using System.Text;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Planted;

/// <summary>Writes a planted object, with all that a file can carry beside its data set.</summary>
internal static class PlantedFile
{
    /// <param name="meta">What else the meta group says.</param>
    /// <param name="preamble">At most 128 bytes of text.</param>
    /// <param name="comment">For code streams: text in a COM, APP1 or CME segment.</param>
    /// <param name="trailer">Elements behind Pixel Data.</param>
    /// <param name="behind">Bytes behind the last element.</param>
    public static byte[] Write(DataSet set, TransferSyntax syntax, IReadOnlyList<byte[]> frames, DataSet? meta = null, string preamble = "", string comment = "", DataSet? trailer = null, byte[]? behind = null)
    {
        var head = meta ?? new DataSet();
        head.Set(DataElement.Of(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 }));
        head.Set(Tags.MediaStorageSOPClassUID, Vr.UI, set.GetString(Tags.SOPClassUID)!).Set(Tags.MediaStorageSOPInstanceUID, Vr.UI, set.GetString(Tags.SOPInstanceUID)!)
            .Set(Tags.TransferSyntaxUID, Vr.UI, syntax.Uid).Set(Tags.ImplementationClassUID, Vr.UI, "1.2.826.0.1.3680043.8.498.1").Set(Tags.ImplementationVersionName, Vr.SH, "PLANTED");
        var start = new byte[128];
        Encoding.UTF8.GetBytes(preamble).CopyTo(start, 0);
        var pixels = Pixels(set, syntax, frames, comment);
        PixelDataHead? place = frames.Count == 0 ? null
            : new PixelDataHead(Tags.PixelData, syntax.IsEncapsulated || (set.GetInteger(Tags.BitsAllocated) == 8 && !syntax.IsImplicit) ? Vr.OB : Vr.OW, syntax.IsEncapsulated ? null : pixels.Length);
        using var file = new MemoryStream();
        DicomFile.WriteAsync(file, new DicomHeader(head, set, syntax, place) { Preamble = start },
            async (to, stop) => { await to.WriteAsync(pixels, stop).ConfigureAwait(false); return pixels.Length; },
            _ => ValueTask.FromResult(trailer ?? new DataSet()), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (behind is not null) file.Write(behind);
        return file.ToArray();
    }

    private static byte[] Pixels(DataSet set, TransferSyntax syntax, IReadOnlyList<byte[]> frames, string comment)
    {
        if (frames.Count == 0) return [];
        using var bytes = new MemoryStream();
        if (!syntax.IsEncapsulated)
        {
            foreach (var frame in frames) bytes.Write(frame);
            if (bytes.Length % 2 != 0) bytes.WriteByte(0);
            return bytes.ToArray();
        }
        var layout = PixelLayout.Of(set);
        var codes = frames.Select(frame => FrameEncoder.Encode(syntax.Uid, frame, layout)).ToArray();
        set.Set(Tags.PhotometricInterpretation, Vr.CS, codes[0].PhotometricInterpretation);
        var fragments = codes.Select(code => comment.Length > 0 ? WithComment(code.Code.ToArray(), comment) : code.Code.ToArray()).ToArray();
        Item(bytes, 0xE000, 4 * fragments.Length);
        var offset = 0;
        foreach (var fragment in fragments)
        {
            var number = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(number, offset);
            bytes.Write(number);
            offset += 8 + fragment.Length;
        }
        foreach (var fragment in fragments)
        {
            Item(bytes, 0xE000, fragment.Length);
            bytes.Write(fragment);
        }
        Item(bytes, 0xE0DD, 0);
        return bytes.ToArray();
    }

    // After SOI in the JPEG family; before the first tile part in JPEG 2000.
    private static byte[] WithComment(byte[] code, string comment)
    {
        var text = Encoding.UTF8.GetBytes(comment.Length % 2 == 0 ? comment : comment + " ");
        byte[] Segment(byte marker, ReadOnlySpan<byte> before) => [0xFF, marker, (byte)((text.Length + before.Length + 2) >> 8), (byte)(text.Length + before.Length + 2), .. before, .. text];
        if (code[1] == 0xD8) return [.. code.AsSpan(0, 2), .. Segment(0xFE, []), .. Segment(0xE1, "Exif\0\0"u8), .. code.AsSpan(2)];
        var tile = code.AsSpan().IndexOf([(byte)0xFF, (byte)0x90]);
        return [.. code.AsSpan(0, tile), .. Segment(0x64, [0, 1]), .. code.AsSpan(tile)];
    }

    private static void Item(MemoryStream to, ushort element, int length)
    {
        var head = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(head, 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), element);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), length);
        to.Write(head);
    }
}
