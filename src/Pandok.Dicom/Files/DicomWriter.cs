using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// Writes data sets (PS3.5 section 7) and File Meta Information (PS3.10 section 7.1) to memory, sequences and items with their lengths; what was read
/// <see cref="ReadMode.Verbatim"/> keeps its form. Pixel Data follows as a stream: <see cref="WritePixelDataHead"/>, then its bytes as
/// <see cref="DicomReader.CopyPixelDataAsync"/> gives them. <see cref="DicomFile"/> does all of it, deflated and big endian pixels included.
/// </summary>
public static class DicomWriter
{
    private const uint Undefined = uint.MaxValue;

    /// <summary>Preamble, prefix and File Meta Information for a data set.</summary>
    /// <exception cref="DicomException">SOP Class or Instance UID is missing.</exception>
    public static void WriteFileHead(ArrayBufferWriter<byte> to, DataSet dataSet, TransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(syntax);
        var sopClass = dataSet.GetString(Tags.SOPClassUID) ?? throw new DicomException(DicomError.Invalid, "SOP Class UID is missing", 0, Tags.SOPClassUID);
        var sopInstance = dataSet.GetString(Tags.SOPInstanceUID) ?? throw new DicomException(DicomError.Invalid, "SOP Instance UID is missing", 0, Tags.SOPInstanceUID);
        var meta = new DataSet();
        meta.Set(DataElement.Of(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 }));
        meta.Set(Tags.MediaStorageSOPClassUID, Vr.UI, sopClass)
            .Set(Tags.MediaStorageSOPInstanceUID, Vr.UI, sopInstance)
            .Set(Tags.TransferSyntaxUID, Vr.UI, syntax.Uid)
            .Set(Tags.ImplementationClassUID, Vr.UI, Uids.ImplementationClass)
            .Set(Tags.ImplementationVersionName, Vr.SH, Uids.ImplementationVersion);

        WriteFileHead(to, meta, ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Preamble, prefix and the File Meta Information given, its group length made anew.</summary>
    internal static void WriteFileHead(ArrayBufferWriter<byte> to, DataSet meta, ReadOnlyMemory<byte> preamble)
    {
        if (preamble.IsEmpty) to.GetSpan(128)[..128].Clear();
        else preamble.Span.CopyTo(to.GetSpan(128));
        to.Advance(128);
        to.Write("DICM"u8);
        var whole = meta.Copy();
        whole.Remove(Tags.FileMetaInformationGroupLength);
        var length = Length(whole, Coding.Explicit);
        Write(to, new DataSet().SetIntegers(Tags.FileMetaInformationGroupLength, Vr.UL, length), Coding.Explicit);
        Write(to, whole, Coding.Explicit);
    }

    /// <summary>Writes a data set in any syntax but a deflated one, which has to be packed together with its pixels: <see cref="DicomFile.WriteAsync"/>.</summary>
    /// <exception cref="DicomException">UnsupportedSyntax for a deflated one; Invalid for bulk data that was not fetched.</exception>
    public static void WriteDataSet(ArrayBufferWriter<byte> to, DataSet dataSet, TransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentNullException.ThrowIfNull(syntax);
        if (syntax.IsDeflated) throw new DicomException(DicomError.UnsupportedSyntax, $"{syntax.Name} is written by DicomFile", 0);
        Write(to, dataSet, Coding.Of(syntax));
    }

    /// <summary>The element head of Pixel Data; its bytes follow.</summary>
    public static void WritePixelDataHead(ArrayBufferWriter<byte> to, PixelDataHead head, TransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(syntax);
        WriteHead(to, head.Tag, head.Vr, head.Length is { } length ? checked((uint)length) : Undefined, Coding.Of(syntax));
    }

    internal static void Write(ArrayBufferWriter<byte> to, DataSet dataSet, bool isImplicit) => Write(to, dataSet, new Coding(isImplicit, false));

    internal static void Write(ArrayBufferWriter<byte> to, DataSet dataSet, Coding coding)
    {
        for (var i = 0; i < dataSet.Count; i++)
        {
            var element = dataSet[i];
            if (element.Items is { } items) WriteSequence(to, element, items, coding);
            else if (element.BulkDataUri is not null) throw new DicomException(DicomError.Invalid, "Bulk data that was not fetched cannot be written", 0, element.Tag);
            else
            {
                WriteHead(to, element.Tag, element.WrittenVr, element.IsEncapsulated ? Undefined : (uint)element.Value.Length, coding, element.Form);
                WriteValue(to, element, coding);
                if (element.IsEncapsulated) WriteItemHead(to, Tags.SequenceDelimitation, 0, coding);
            }
        }
    }

    private static void WriteSequence(ArrayBufferWriter<byte> to, DataElement element, IReadOnlyList<DataSet> items, Coding coding)
    {
        var inner = InnerOf(element, coding);
        WriteHead(to, element.Tag, element.WrittenVr, element.HasUndefinedLength ? Undefined : (uint)Length(items, inner), coding, element.Form);
        foreach (var item in items)
        {
            WriteItemHead(to, Tags.Item, item.HasUndefinedLength ? Undefined : (uint)Length(item, inner), inner);
            Write(to, item, inner);
            if (item.HasUndefinedLength) WriteItemHead(to, Tags.ItemDelimitation, 0, inner);
        }
        if (element.HasUndefinedLength) WriteItemHead(to, Tags.SequenceDelimitation, 0, inner);
    }

    private static void WriteValue(ArrayBufferWriter<byte> to, DataElement element, Coding coding)
    {
        var value = element.Value.Span;
        to.Write(value);
        if (!coding.IsBigEndian || element.WrittenVr == Vr.UN || element.IsEncapsulated) return;
        // The bytes just written are turned around where they lie.
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(to.WrittenMemory[^value.Length..]);
        ByteOrder.Swap(written.Span, element.Vr.SwapWidth());
    }

    private static Coding InnerOf(DataElement element, Coding coding) => (element.Form & ElementForm.ImplicitItems) != 0 ? Coding.Implicit : coding;

    private static int Length(DataSet set, Coding coding)
    {
        long length = 0;
        for (var i = 0; i < set.Count; i++)
        {
            var element = set[i];
            length += HeadLength(element.WrittenVr, element.Items is null && !element.IsEncapsulated ? (uint)element.Value.Length : Undefined, coding, element.Form);
            length += element.Items is { } items ? Length(items, InnerOf(element, coding)) + (element.HasUndefinedLength ? 8 : 0) : element.Value.Length + (element.IsEncapsulated ? 8 : 0);
        }
        return checked((int)length);
    }

    private static int Length(IReadOnlyList<DataSet> items, Coding coding)
    {
        var length = 0;
        foreach (var item in items) length = checked(length + 8 + Length(item, coding) + (item.HasUndefinedLength ? 8 : 0));
        return length;
    }

    private static int HeadLength(Vr vr, uint length, Coding coding, ElementForm form) =>
        coding.IsImplicit || (form & ElementForm.ShortLength) != 0 || (vr.IsKnown() && !vr.HasLongLength() && length <= ushort.MaxValue) ? 8 : 12;

    private static void WriteHead(ArrayBufferWriter<byte> to, Tag tag, Vr vr, uint length, Coding coding, ElementForm form = 0)
    {
        var span = to.GetSpan(12);
        WriteTag(span, tag, coding);
        var size = HeadLength(vr, length, coding, form);
        if (coding.IsImplicit) WriteLong(span[4..], length, coding);
        else
        {
            // A value too long for a 16-bit length is written as UN (PS3.5 section 6.2.2, note 3).
            var written = size == 12 && vr.IsKnown() && !vr.HasLongLength() ? Vr.UN : vr;
            span[4] = (byte)written;
            span[5] = (byte)((ushort)written >> 8);
            if (size == 12)
            {
                span[6] = span[7] = 0;
                WriteLong(span[8..], length, coding);
            }
            else WriteShort(span[6..], (ushort)length, coding);
        }
        to.Advance(size);
    }

    private static void WriteItemHead(ArrayBufferWriter<byte> to, Tag tag, uint length, Coding coding)
    {
        var span = to.GetSpan(8);
        WriteTag(span, tag, coding);
        WriteLong(span[4..], length, coding);
        to.Advance(8);
    }

    private static void WriteTag(Span<byte> to, Tag tag, Coding coding)
    {
        WriteShort(to, tag.Group, coding);
        WriteShort(to[2..], tag.Element, coding);
    }

    private static void WriteShort(Span<byte> to, ushort value, Coding coding)
    {
        if (coding.IsBigEndian) BinaryPrimitives.WriteUInt16BigEndian(to, value);
        else BinaryPrimitives.WriteUInt16LittleEndian(to, value);
    }

    private static void WriteLong(Span<byte> to, uint value, Coding coding)
    {
        if (coding.IsBigEndian) BinaryPrimitives.WriteUInt32BigEndian(to, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(to, value);
    }
}
