using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

/// <summary>
/// The status of a DIMSE response (PS3.7 Annex C). The words named here are those of PS3.7 Annex C and, for storage, of PS3.4 Table B.2-1.
/// </summary>
/// <param name="Code">Status (0000,0900).</param>
/// <param name="ErrorComment">Error Comment (0000,0902): at most 64 characters of the default repertoire are sent. Null: a failure of PS3.7 Annex C.5 is sent with its name there. Never a patient's data.</param>
public readonly record struct DimseStatus(ushort Code, string? ErrorComment = null)
{
    /// <summary>0000H (PS3.7 C.1.1).</summary>
    public static DimseStatus Success => new(0x0000);

    /// <summary>B000H, warning: coercion of data elements (PS3.4 Table B.2-1).</summary>
    public static DimseStatus CoercionOfDataElements => new(0xB000);

    /// <summary>B006H, warning: elements discarded (PS3.4 Table B.2-1).</summary>
    public static DimseStatus ElementsDiscarded => new(0xB006);

    /// <summary>B007H, warning: the data set does not match the SOP class (PS3.4 Table B.2-1).</summary>
    public static DimseStatus DataSetMatchesNotQuite => new(0xB007);

    /// <summary>A700H: refused, out of resources (PS3.4 Table B.2-1, A7xxH).</summary>
    public static DimseStatus OutOfResources => new(0xA700);

    /// <summary>A900H: the data set does not match the SOP class (PS3.4 Table B.2-1, A9xxH).</summary>
    public static DimseStatus DataSetDoesNotMatch => new(0xA900);

    /// <summary>C000H: cannot understand (PS3.4 Table B.2-1, CxxxH).</summary>
    public static DimseStatus CannotUnderstand => new(0xC000);

    /// <summary>FE00H: cancelled (PS3.7 C.3.1).</summary>
    public static DimseStatus Cancelled => new(0xFE00);

    /// <summary>FF00H: pending (PS3.7 C.2.1).</summary>
    public static DimseStatus Pending => new(0xFF00);

    /// <summary>0106H: invalid attribute value (PS3.7 C.5).</summary>
    public static DimseStatus InvalidAttributeValue => new(0x0106);

    /// <summary>0110H: processing failure (PS3.7 C.5).</summary>
    public static DimseStatus ProcessingFailure => new(0x0110);

    /// <summary>0111H: duplicate SOP instance (PS3.7 C.5).</summary>
    public static DimseStatus DuplicateSopInstance => new(0x0111);

    /// <summary>0112H: no such SOP instance (PS3.7 C.5).</summary>
    public static DimseStatus NoSuchSopInstance => new(0x0112);

    /// <summary>0115H: invalid argument value (PS3.7 C.5).</summary>
    public static DimseStatus InvalidArgumentValue => new(0x0115);

    /// <summary>0117H: invalid SOP instance UID (PS3.7 C.5).</summary>
    public static DimseStatus InvalidSopInstance => new(0x0117);

    /// <summary>0118H: no such SOP class (PS3.7 C.5).</summary>
    public static DimseStatus NoSuchSopClass => new(0x0118);

    /// <summary>0120H: missing attribute (PS3.7 C.5).</summary>
    public static DimseStatus MissingAttribute => new(0x0120);

    /// <summary>0122H: refused, SOP class not supported (PS3.7 C.5).</summary>
    public static DimseStatus SopClassNotSupported => new(0x0122);

    /// <summary>0124H: refused, not authorized (PS3.7 C.5).</summary>
    public static DimseStatus NotAuthorized => new(0x0124);

    /// <summary>0210H: duplicate invocation (PS3.7 C.5).</summary>
    public static DimseStatus DuplicateInvocation => new(0x0210);

    /// <summary>0211H: unrecognized operation (PS3.7 C.5).</summary>
    public static DimseStatus UnrecognizedOperation => new(0x0211);

    /// <summary>0212H: mistyped argument (PS3.7 C.5).</summary>
    public static DimseStatus MistypedArgument => new(0x0212);

    /// <summary>0213H: resource limitation (PS3.7 C.5).</summary>
    public static DimseStatus ResourceLimitation => new(0x0213);

    /// <summary>A701H: out of resources, the number of matches cannot be found (PS3.4 Tables C.4-2 and C.4-3).</summary>
    public static DimseStatus UnableToCalculateMatches => new(0xA701);

    /// <summary>A702H: out of resources, the sub-operations cannot be performed (PS3.4 Tables C.4-2 and C.4-3).</summary>
    public static DimseStatus UnableToPerformSubOperations => new(0xA702);

    /// <summary>A801H: the destination of the move is unknown (PS3.4 Table C.4-2).</summary>
    public static DimseStatus MoveDestinationUnknown => new(0xA801);

    /// <summary>A900H: the identifier does not match the SOP class (PS3.4 Tables C.4-1 to C.4-3).</summary>
    public static DimseStatus IdentifierDoesNotMatch => new(0xA900);

    /// <summary>C001H: unable to process (PS3.4 Tables C.4-1 to C.4-3, CxxxH).</summary>
    public static DimseStatus UnableToProcess => new(0xC001);

    /// <summary>B000H, warning: sub-operations are complete, one or more failed or warned (PS3.4 Tables C.4-2 and C.4-3).</summary>
    public static DimseStatus SubOperationsWithFailures => new(0xB000);

    /// <summary>FF01H: pending, optional keys are not matched (PS3.4 Table C.4-1).</summary>
    public static DimseStatus PendingOptionalKeysIgnored => new(0xFF01);

    /// <summary>0105H: no such attribute (PS3.7 C.5).</summary>
    public static DimseStatus NoSuchAttribute => new(0x0105);

    /// <summary>0107H, warning: attribute list error, the operation was done (PS3.7 C.4.2).</summary>
    public static DimseStatus AttributeListError => new(0x0107);

    /// <summary>0113H: no such event type (PS3.7 C.5).</summary>
    public static DimseStatus NoSuchEventType => new(0x0113);

    /// <summary>0114H: no such argument (PS3.7 C.5).</summary>
    public static DimseStatus NoSuchArgument => new(0x0114);

    /// <summary>0116H, warning: attribute value out of range (PS3.7 C.4.1).</summary>
    public static DimseStatus AttributeValueOutOfRange => new(0x0116);

    /// <summary>0119H: class-instance conflict (PS3.7 C.5).</summary>
    public static DimseStatus ClassInstanceConflict => new(0x0119);

    /// <summary>0121H: missing attribute value (PS3.7 C.5).</summary>
    public static DimseStatus MissingAttributeValue => new(0x0121);

    /// <summary>0123H: no such action type (PS3.7 C.5).</summary>
    public static DimseStatus NoSuchActionType => new(0x0123);

    /// <summary>The elements that are to blame: Offending Element (0000,0901) of the composite, Attribute Identifier List (0000,1005) of the normalized services (PS3.7 Annex C). Null if none are named.</summary>
    public IReadOnlyList<Tag>? OffendingElements { get; init; }

    /// <summary>Error ID (0000,0903): a number that a service class or an implementation gives to the reason (PS3.7 C.5.15), such as A710H of PS3.4 Table F.7.2-2. Null if there is none.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>True for 0000H.</summary>
    public bool IsSuccess => Code == 0;

    /// <summary>True for a warning: 0001H, 0107H, 0116H and Bxxx (PS3.7 C.4): the operation was done.</summary>
    public bool IsWarning => Code is 0x0001 or 0x0107 or 0x0116 || Code >> 12 == 0xB;

    /// <summary>True for FF00H and FF01H (PS3.7 C.2).</summary>
    public bool IsPending => Code is 0xFF00 or 0xFF01;

    /// <summary>True if the operation was not done.</summary>
    public bool IsFailure => !IsSuccess && !IsWarning && !IsPending;

    /// <summary>The same status with a comment.</summary>
    public DimseStatus With(string errorComment) => this with { ErrorComment = errorComment };

    /// <summary>The same status with the elements that are to blame.</summary>
    public DimseStatus At(params IReadOnlyList<Tag> offendingElements) => this with { OffendingElements = offendingElements };

    // What a failure without words of its own is called on the wire, by its clause of PS3.7 Annex C.5.
    internal string? Meaning => Code switch
    {
        0x0105 => "No such attribute",
        0x0106 => "Invalid attribute value",
        0x0110 => "Processing failure",
        0x0111 => "Duplicate SOP instance",
        0x0112 => "No such SOP instance",
        0x0113 => "No such event type",
        0x0114 => "No such argument",
        0x0115 => "Invalid argument value",
        0x0117 => "Invalid SOP instance UID",
        0x0118 => "No such SOP class",
        0x0119 => "Class-instance conflict",
        0x0120 => "Missing attribute",
        0x0121 => "Missing attribute value",
        0x0122 => "SOP class not supported",
        0x0123 => "No such action type",
        0x0124 => "Not authorized",
        0x0210 => "Duplicate invocation",
        0x0211 => "Unrecognized operation",
        0x0212 => "Mistyped argument",
        0x0213 => "Resource limitation",
        _ => null,
    };

    /// <summary>Such as A700H.</summary>
    public override string ToString() => ErrorComment is null ? $"{Code:X4}H" : $"{Code:X4}H {ErrorComment}";
}
