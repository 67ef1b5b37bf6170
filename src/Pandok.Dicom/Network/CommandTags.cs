using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// The command elements of PS3.7 Annex E that are used here.
internal static class CommandTags
{
    public static readonly Tag GroupLength = new(0x00000000);
    public static readonly Tag AffectedSopClassUid = new(0x00000002);
    public static readonly Tag RequestedSopClassUid = new(0x00000003);
    public static readonly Tag CommandField = new(0x00000100);
    public static readonly Tag MessageId = new(0x00000110);
    public static readonly Tag MessageIdBeingRespondedTo = new(0x00000120);
    public static readonly Tag MoveDestination = new(0x00000600);
    public static readonly Tag Priority = new(0x00000700);
    public static readonly Tag DataSetType = new(0x00000800);
    public static readonly Tag Status = new(0x00000900);
    public static readonly Tag OffendingElement = new(0x00000901);
    public static readonly Tag ErrorComment = new(0x00000902);
    public static readonly Tag ErrorId = new(0x00000903);
    public static readonly Tag AffectedSopInstanceUid = new(0x00001000);
    public static readonly Tag RequestedSopInstanceUid = new(0x00001001);
    public static readonly Tag EventTypeId = new(0x00001002);
    public static readonly Tag AttributeIdentifierList = new(0x00001005);
    public static readonly Tag ActionTypeId = new(0x00001008);
    public static readonly Tag RemainingSubOperations = new(0x00001020);
    public static readonly Tag CompletedSubOperations = new(0x00001021);
    public static readonly Tag FailedSubOperations = new(0x00001022);
    public static readonly Tag WarningSubOperations = new(0x00001023);
    public static readonly Tag MoveOriginatorAe = new(0x00001030);
    public static readonly Tag MoveOriginatorMessageId = new(0x00001031);
}
