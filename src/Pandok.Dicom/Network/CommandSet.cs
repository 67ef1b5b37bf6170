using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

// Command sets (PS3.7 section 6.3.1): implicit VR little endian, group 0000 only, no sequences.
internal static class CommandSet
{
    private const ushort NoDataSet = 0x0101;
    private const int CommentLength = 64;

    // Null if the bytes are no command set: a length beyond the end, another group, tags that do not rise, no command field.
    public static DataSet? Read(ReadOnlyMemory<byte> bytes)
    {
        var set = new DataSet();
        for (long before = -1; !bytes.IsEmpty;)
        {
            if (bytes.Length < 8) return null;
            var span = bytes.Span;
            var tag = new Tag(BinaryPrimitives.ReadUInt16LittleEndian(span), BinaryPrimitives.ReadUInt16LittleEndian(span[2..]));
            var length = BinaryPrimitives.ReadUInt32LittleEndian(span[4..]);
            if (tag.Group != 0 || tag.Value <= before || length > bytes.Length - 8) return null;
            before = tag.Value;
            var value = bytes.Slice(8, (int)length);
            bytes = bytes[(8 + (int)length)..];
            if (tag.IsGroupLength) continue; // what arrived is what counts
            var vr = Dictionary.VrOf(tag, set);
            if (vr == Vr.SQ) return null;
            set.Set(DataElement.Padded(tag, vr, value));
        }
        return set.Contains(CommandTags.CommandField) && set.GetInteger(CommandTags.CommandField) is not null && set.GetInteger(CommandTags.DataSetType) is not null ? set : null;
    }

    public static ReadOnlyMemory<byte> Write(DataSet command)
    {
        var body = new ArrayBufferWriter<byte>(256);
        body.Write((ReadOnlySpan<byte>)[0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]);
        DicomWriter.Write(body, command, isImplicit: true);
        var bytes = body.WrittenMemory.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length - 12);
        return bytes;
    }

    public static bool HasDataSet(DataSet command) => command.GetInteger(CommandTags.DataSetType) != NoDataSet;

    public static DataSet Request(ushort field, ushort messageId, string sopClass, bool hasDataSet) => new DataSet()
        .Set(CommandTags.AffectedSopClassUid, Vr.UI, sopClass)
        .SetIntegers(CommandTags.CommandField, Vr.US, field)
        .SetIntegers(CommandTags.MessageId, Vr.US, messageId)
        .SetIntegers(CommandTags.DataSetType, Vr.US, hasDataSet ? 1 : NoDataSet);

    // The response to any request, without a data set: UIDs are given back as they came.
    public static DataSet Response(DataSet request, DimseStatus status)
    {
        var response = new DataSet();
        if (request.TryGet(CommandTags.AffectedSopClassUid, out var sopClass)) response.Set(sopClass);
        else if (request.TryGet(CommandTags.RequestedSopClassUid, out var requested)) response.Set(DataElement.Of(CommandTags.AffectedSopClassUid, Vr.UI, requested.Value));
        response.SetIntegers(CommandTags.CommandField, Vr.US, request.GetInteger(CommandTags.CommandField)!.Value | CommandField.Response)
            .SetIntegers(CommandTags.MessageIdBeingRespondedTo, Vr.US, request.GetInteger(CommandTags.MessageId) ?? 0)
            .SetIntegers(CommandTags.DataSetType, Vr.US, NoDataSet)
            .SetIntegers(CommandTags.Status, Vr.US, status.Code);
        if (Comment(status.ErrorComment) is { } comment) response.Set(CommandTags.ErrorComment, Vr.LO, comment);
        if (request.TryGet(CommandTags.AffectedSopInstanceUid, out var sopInstance)) response.Set(sopInstance);
        return response;
    }

    public static DimseStatus Status(DataSet response) =>
        new((ushort)(response.GetInteger(CommandTags.Status) ?? DimseStatus.ProcessingFailure.Code), response.GetString(CommandTags.ErrorComment));

    // LO in the default repertoire: 64 characters, no backslash.
    private static string? Comment(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var clean = string.Concat(text.Select(c => c is >= ' ' and <= '~' and not '\\' ? c : '?'));
        return clean.Length <= CommentLength ? clean : clean[..CommentLength];
    }
}
