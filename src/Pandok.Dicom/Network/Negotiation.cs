using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

// What a provider answers to A-ASSOCIATE-RQ. Pure: values in, values out.
internal static class Negotiation
{
    // The refusals that need no handler (PS3.8 section 9.3.4); null if there is none.
    public static AssociationRejection? Refuse(AssociateMessage request, string? ownAe)
    {
        if ((request.ProtocolVersion & 1) == 0) return AssociationRejection.ProtocolVersionNotSupported;
        if (request.ApplicationContext != Uids.ApplicationContext) return AssociationRejection.ApplicationContextNotSupported;
        if (request.CalledAe is null || (ownAe is not null && request.CalledAe != ownAe)) return AssociationRejection.CalledAeNotRecognized;
        return request.CallingAe is null ? AssociationRejection.CallingAeNotRecognized : null;
    }

    // Per context the first syntax of our preference that is proposed; without a preference the peer's first that we know (PS3.8 section 9.3.3.2).
    public static ContextAnswer Answer(PresentationContext proposed, DicomServerOptions options)
    {
        if (!options.AcceptsAbstractSyntax(proposed.AbstractSyntax)) return Refused(ContextResult.AbstractSyntaxNotSupported);
        var preference = options.TransferSyntaxesFor(proposed.AbstractSyntax);
        var chosen = preference is null
            ? proposed.TransferSyntaxes.FirstOrDefault(uid => TransferSyntax.Find(uid) is { } syntax && DicomServerOptions.IsCommon(syntax))
            : preference.FirstOrDefault(syntax => proposed.TransferSyntaxes.Contains(syntax.Uid))?.Uid;
        return chosen is null ? Refused(ContextResult.TransferSyntaxesNotSupported) : new ContextAnswer(proposed.Id, ContextResult.Acceptance, chosen);

        ContextAnswer Refused(ContextResult result) => new(proposed.Id, result, proposed.TransferSyntaxes[0]);
    }

    // The contexts in force: what was proposed and accepted, in a syntax that was proposed. An acceptance of something else counts as a refusal.
    public static Dictionary<byte, AcceptedContext> InForce(IReadOnlyList<PresentationContext> proposed, IReadOnlyList<ContextAnswer> answers)
    {
        var contexts = new Dictionary<byte, AcceptedContext>();
        foreach (var answer in answers.Where(answer => answer.Result == ContextResult.Acceptance))
        {
            if (proposed.FirstOrDefault(context => context.Id == answer.Id) is not { } context) continue;
            if (!context.TransferSyntaxes.Contains(answer.TransferSyntax) || TransferSyntax.Find(answer.TransferSyntax) is not { } syntax) continue;
            contexts[answer.Id] = new AcceptedContext(answer.Id, context.AbstractSyntax, syntax);
        }
        return contexts;
    }
}
