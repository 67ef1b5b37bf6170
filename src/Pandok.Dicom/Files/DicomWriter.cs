using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// Writes data sets (PS3.5 section 7) and File Meta Information (PS3.10 section 7.1) to memory: little endian, explicit or implicit VR, sequences and items with their lengths.
/// Pixel Data follows as a stream: <see cref="WritePixelDataHead"/>, then its bytes as <see cref="DicomReader.CopyPixelDataAsync"/> gives them.
/// </summary>
public static class DicomWriter
{
    private const int Undefined = -1;

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

        to.Write(new byte[128]);
        to.Write("DICM"u8);
        var length = Length(meta, isImplicit: false);
        var group = new DataSet();
        group.SetIntegers(Tags.FileMetaInformationGroupLength, Vr.UL, length);
        Write(to, group, isImplicit: false);
        Write(to, meta, isImplicit: false);
    }

    /// <summary>Writes a data set in an uncompressed or encapsulated little endian syntax.</summary>
    public static void WriteDataSet(ArrayBufferWriter<byte> to, DataSet dataSet, TransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        if (syntax.IsBigEndian || syntax.IsDeflated) throw new DicomException(DicomError.UnsupportedSyntax, $"{syntax.Name} is not written", 0);
        Write(to, dataSet, syntax.IsImplicit);
    }

    /// <summary>The element head of Pixel Data; its bytes follow.</summary>
    public static void WritePixelDataHead(ArrayBufferWriter<byte> to, PixelDataHead head, TransferSyntax syntax)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(syntax);
        WriteHead(to, head.Tag, head.Vr, head.Length is { } length ? unchecked((int)checked((uint)length)) : Undefined, syntax.IsImplicit);
    }

    internal static void Write(ArrayBufferWriter<byte> to, DataSet dataSet, bool isImplicit)
    {
        foreach (var element in dataSet)
        {
            if (element.Items is { } items)
            {
                WriteHead(to, element.Tag, Vr.SQ, Length(items, isImplicit), isImplicit);
                foreach (var item in items)
                {
                    WriteItemHead(to, Tags.Item, Length(item, isImplicit));
                    Write(to, item, isImplicit);
                }
                continue;
            }
            WriteHead(to, element.Tag, element.Vr, element.IsEncapsulated ? Undefined : element.Value.Length, isImplicit);
            to.Write(element.Value.Span);
            if (element.IsEncapsulated) WriteItemHead(to, Tags.SequenceDelimitation, 0);
        }
    }

    private static int Length(DataSet set, bool isImplicit)
    {
        long length = 0;
        foreach (var element in set)
        {
            length += isImplicit || (!element.Vr.HasLongLength() && element.Value.Length <= ushort.MaxValue) ? 8 : 12;
            length += element.Items is { } items ? Length(items, isImplicit) : element.Value.Length + (element.IsEncapsulated ? 8 : 0);
        }
        return checked((int)length);
    }

    private static int Length(IReadOnlyList<DataSet> items, bool isImplicit)
    {
        var length = 0;
        foreach (var item in items) length = checked(length + 8 + Length(item, isImplicit));
        return length;
    }

    private static void WriteHead(ArrayBufferWriter<byte> to, Tag tag, Vr vr, int length, bool isImplicit)
    {
        var span = to.GetSpan(12);
        WriteTag(span, tag);
        if (isImplicit)
        {
            BinaryPrimitives.WriteInt32LittleEndian(span[4..], length);
            to.Advance(8);
            return;
        }
        // A value too long for a 16-bit length is written as UN (PS3.5 section 6.2.2, note 3).
        var written = vr.IsKnown() && (vr.HasLongLength() || length <= ushort.MaxValue) ? vr : Vr.UN;
        span[4] = (byte)written;
        span[5] = (byte)((ushort)written >> 8);
        if (!written.HasLongLength())
        {
            BinaryPrimitives.WriteUInt16LittleEndian(span[6..], (ushort)length);
            to.Advance(8);
            return;
        }
        span[6] = span[7] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], length);
        to.Advance(12);
    }

    private static void WriteItemHead(ArrayBufferWriter<byte> to, Tag tag, int length)
    {
        var span = to.GetSpan(8);
        WriteTag(span, tag);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], length);
        to.Advance(8);
    }

    private static void WriteTag(Span<byte> to, Tag tag)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(to, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(to[2..], tag.Element);
    }
}
