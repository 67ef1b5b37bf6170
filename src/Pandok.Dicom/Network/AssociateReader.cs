using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pandok.Dicom.Network;

// Reads the variable field of A-ASSOCIATE-RQ and -AC: titles, then items of type, length (big endian) and value, some with items inside.
// A length that leaves its container, a context id that is even or twice there, a UID that is none: a violation, never a guess.
// Items and sub-items of unknown type are skipped, as PS3.8 section 9.3.1 asks for.
internal static class AssociateReader
{
    private const int FixedLength = 68;
    private const int MaximumContexts = 128;
    private static readonly SearchValues<byte> UidCharacters = SearchValues.Create("0123456789."u8);

    public static AssociateMessage Read(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedLength) throw Invalid("A-ASSOCIATE is too short");
        var message = new AssociateMessage
        {
            ProtocolVersion = BinaryPrimitives.ReadUInt16BigEndian(body),
            CalledAe = AeTitle.Read(body.Slice(4, AeTitle.Length)),
            CallingAe = AeTitle.Read(body.Slice(20, AeTitle.Length)),
            ApplicationContext = "",
        };
        var proposed = new List<PresentationContext>();
        var answers = new List<ContextAnswer>();
        for (var rest = body[FixedLength..]; !rest.IsEmpty;)
        {
            var type = TakeItem(ref rest, out var value);
            switch (type)
            {
                case 0x10: message = message with { ApplicationContext = Uid(value) }; break;
                case 0x20: proposed.Add(Context(value)); break;
                case 0x21: answers.Add(Answer(value)); break;
                case 0x50: message = UserInformationReader.Read(value, message); break;
                default: break;
            }
        }
        if (proposed.Count > MaximumContexts || answers.Count > MaximumContexts) throw Invalid("There are more than 128 presentation contexts");
        if (proposed.DistinctBy(context => context.Id).Count() != proposed.Count || answers.DistinctBy(answer => answer.Id).Count() != answers.Count)
            throw Invalid("A presentation context id is there twice");
        return message with { Proposed = proposed, Answers = answers };
    }

    private static PresentationContext Context(ReadOnlySpan<byte> value)
    {
        var id = ContextId(value);
        string? abstractSyntax = null;
        var syntaxes = new List<string>();
        for (var rest = value[4..]; !rest.IsEmpty;)
        {
            var type = TakeItem(ref rest, out var sub);
            if (type == 0x30) abstractSyntax = abstractSyntax is null ? Uid(sub) : throw Invalid("A presentation context has two abstract syntaxes");
            else if (type == 0x40) syntaxes.Add(Uid(sub));
        }
        if (abstractSyntax is null || syntaxes.Count == 0) throw Invalid("A presentation context lacks a syntax");
        return new PresentationContext(id, abstractSyntax, syntaxes);
    }

    private static ContextAnswer Answer(ReadOnlySpan<byte> value)
    {
        var id = ContextId(value);
        var result = (ContextResult)value[2];
        var syntax = "";
        for (var rest = value[4..]; !rest.IsEmpty;)
        {
            var type = TakeItem(ref rest, out var sub);
            // Not significant and often empty in a refused context (PS3.8 section 9.3.3.2).
            if (type == 0x40 && result == ContextResult.Acceptance) syntax = Uid(sub);
        }
        return new ContextAnswer(id, result, syntax);
    }

    private static byte ContextId(ReadOnlySpan<byte> value)
    {
        if (value.Length < 4) throw Invalid("A presentation context item is too short");
        return (value[0] & 1) == 1 ? value[0] : throw Invalid("A presentation context id is even");
    }

    public static byte TakeItem(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value)
    {
        if (rest.Length < 4) throw Invalid("An item is cut");
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (length > rest.Length - 4) throw Invalid("An item is longer than what holds it");
        var type = rest[0];
        value = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return type;
    }

    public static string Uid(ReadOnlySpan<byte> value)
    {
        var uid = value.TrimEnd("\0 "u8);
        if (uid.Length is 0 or > 64 || uid.ContainsAnyExcept(UidCharacters)) throw Invalid("A UID was expected");
        return Encoding.ASCII.GetString(uid);
    }

    public static AssociationAbortedException Invalid(string message) => AssociationAbortedException.Violation(AbortReason.InvalidParameterValue, message);
}
