using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
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

    public static long Field(DataSet command) => command.GetInteger(CommandTags.CommandField)!.Value;

    public static ushort MessageId(DataSet command) => (ushort)(command.GetInteger(CommandTags.MessageId) ?? 0);

    // As DCMTK and others do, both names are looked at: some peers mix them up.
    public static string? SopClass(DataSet command) => command.GetString(CommandTags.AffectedSopClassUid) ?? command.GetString(CommandTags.RequestedSopClassUid);

    public static string? SopInstance(DataSet command) => command.GetString(CommandTags.AffectedSopInstanceUid) ?? command.GetString(CommandTags.RequestedSopInstanceUid);

    public static DataSet Request(ushort field, ushort messageId, string sopClass, bool hasDataSet, string? sopInstance = null)
    {
        var isRequested = CommandField.IsRequested(field);
        var request = new DataSet()
            .Set(isRequested ? CommandTags.RequestedSopClassUid : CommandTags.AffectedSopClassUid, Vr.UI, sopClass)
            .SetIntegers(CommandTags.CommandField, Vr.US, field)
            .SetIntegers(CommandTags.MessageId, Vr.US, messageId)
            .SetIntegers(CommandTags.DataSetType, Vr.US, hasDataSet ? 1 : NoDataSet);
        if (sopInstance is not null) request.Set(isRequested ? CommandTags.RequestedSopInstanceUid : CommandTags.AffectedSopInstanceUid, Vr.UI, sopInstance);
        return request;
    }

    // C-CANCEL-RQ (PS3.7 section 9.3.2.3)
    public static DataSet Cancel(ushort messageId) => new DataSet()
        .SetIntegers(CommandTags.CommandField, Vr.US, CommandField.Cancel)
        .SetIntegers(CommandTags.MessageIdBeingRespondedTo, Vr.US, messageId)
        .SetIntegers(CommandTags.DataSetType, Vr.US, NoDataSet);

    // The response to any request: UIDs are given back as they came, unless the provider made one.
    public static DataSet Response(DataSet request, DimseStatus status, bool hasDataSet = false, string? sopInstance = null)
    {
        var field = Field(request);
        var response = new DataSet();
        if ((request.TryGet(CommandTags.AffectedSopClassUid, out var sopClass) || request.TryGet(CommandTags.RequestedSopClassUid, out sopClass)) && !sopClass.IsEmpty)
            response.Set(DataElement.Of(CommandTags.AffectedSopClassUid, Vr.UI, sopClass.Value));
        response.SetIntegers(CommandTags.CommandField, Vr.US, field | CommandField.Response)
            .SetIntegers(CommandTags.MessageIdBeingRespondedTo, Vr.US, request.GetInteger(CommandTags.MessageId) ?? 0)
            .SetIntegers(CommandTags.DataSetType, Vr.US, hasDataSet ? 1 : NoDataSet)
            .SetIntegers(CommandTags.Status, Vr.US, status.Code);
        if (status.OffendingElements is { Count: > 0 } offending)
            response.SetIntegers(CommandField.IsNormalized(field) ? CommandTags.AttributeIdentifierList : CommandTags.OffendingElement, Vr.AT, [.. offending.Select(tag => (long)tag.Value)]);
        if (status.ErrorId is { } id) response.SetIntegers(CommandTags.ErrorId, Vr.US, id);
        if (Comment(status.ErrorComment ?? status.Meaning) is { } comment) response.Set(CommandTags.ErrorComment, Vr.LO, comment);
        if (sopInstance is not null) response.Set(CommandTags.AffectedSopInstanceUid, Vr.UI, sopInstance);
        else if ((request.TryGet(CommandTags.AffectedSopInstanceUid, out var instance) || request.TryGet(CommandTags.RequestedSopInstanceUid, out instance)) && !instance.IsEmpty)
            response.Set(DataElement.Of(CommandTags.AffectedSopInstanceUid, Vr.UI, instance.Value));
        if (request.TryGet(CommandTags.EventTypeId, out var eventType)) response.Set(eventType);
        if (request.TryGet(CommandTags.ActionTypeId, out var actionType)) response.Set(actionType);
        return response;
    }

    public static DimseStatus Status(DataSet response) =>
        new((ushort)(response.GetInteger(CommandTags.Status) ?? DimseStatus.ProcessingFailure.Code), response.GetString(CommandTags.ErrorComment))
        {
            ErrorId = (ushort?)response.GetInteger(CommandTags.ErrorId),
            OffendingElements = Tags(response, CommandTags.OffendingElement) ?? Tags(response, CommandTags.AttributeIdentifierList),
        };

    public static IReadOnlyList<Tag>? Tags(DataSet command, Tag tag) =>
        command.GetStrings(tag) is { Length: > 0 } texts ? [.. texts.Select(text => new Tag(uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))] : null;

    public static DataSet With(this DataSet response, SubOperations counts, bool hasRemaining)
    {
        if (hasRemaining) response.SetIntegers(CommandTags.RemainingSubOperations, Vr.US, Math.Min(counts.Remaining, ushort.MaxValue));
        return response.SetIntegers(CommandTags.CompletedSubOperations, Vr.US, Math.Min(counts.Completed, ushort.MaxValue))
            .SetIntegers(CommandTags.FailedSubOperations, Vr.US, Math.Min(counts.Failed, ushort.MaxValue))
            .SetIntegers(CommandTags.WarningSubOperations, Vr.US, Math.Min(counts.Warning, ushort.MaxValue));
    }

    public static SubOperations Counts(DataSet response)
    {
        return new SubOperations(Count(CommandTags.RemainingSubOperations), Count(CommandTags.CompletedSubOperations), Count(CommandTags.FailedSubOperations), Count(CommandTags.WarningSubOperations));

        int Count(Tag tag) => (int)(response.GetInteger(tag) ?? 0);
    }

    // Digits and dots, for it becomes part of names further on. Components with leading zeros, common and harmless, pass.
    public static bool IsUid(string? uid) =>
        uid is { Length: > 0 and <= 64 } && uid.All(c => c is '.' or (>= '0' and <= '9')) && char.IsAsciiDigit(uid[0]) && !uid.Contains("..", StringComparison.Ordinal);

    // LO in the default repertoire: 64 characters, no backslash.
    private static string? Comment(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var clean = string.Concat(text.Select(c => c is >= ' ' and <= '~' and not '\\' ? c : '?'));
        return clean.Length <= CommentLength ? clean : clean[..CommentLength];
    }
}
