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
            ? proposed.TransferSyntaxes.FirstOrDefault(uid => TransferSyntax.Find(uid) is { } syntax && DicomServerOptions.IsCommon(syntax, proposed.AbstractSyntax))
            : preference.FirstOrDefault(syntax => proposed.TransferSyntaxes.Contains(syntax.Uid))?.Uid;
        return chosen is null ? Refused(ContextResult.TransferSyntaxesNotSupported) : new ContextAnswer(proposed.Id, ContextResult.Acceptance, chosen);

        ContextAnswer Refused(ContextResult result) => new(proposed.Id, result, proposed.TransferSyntaxes[0]);
    }

    // The answers to role selection: what was asked for, as far as it is granted, for SOP classes that are served (PS3.7 D.3.3.4).
    public static IReadOnlyList<RoleSelection> Grant(AssociateMessage request, IReadOnlyList<ContextAnswer> answers, DicomServerOptions options)
    {
        var accepted = answers.Where(answer => answer.Result == ContextResult.Acceptance).Select(answer => answer.Id).ToHashSet();
        var served = request.Proposed.Where(context => accepted.Contains(context.Id)).Select(context => context.AbstractSyntax).ToHashSet();
        return [.. request.Roles.Where(role => served.Contains(role.SopClassUid)).DistinctBy(role => role.SopClassUid)
            .Select(role => role with { Scp = role.Scp && options.AcceptsScpRole(role.SopClassUid) })];
    }

    // What the acceptor granted of what we asked for (PS3.7 D.3.3.4): nothing we did not ask for counts.
    public static IReadOnlyList<RoleSelection> Granted(IReadOnlyList<RoleSelection> proposed, IReadOnlyList<RoleSelection> answered)
    {
        var asked = proposed.ToDictionary(role => role.SopClassUid);
        return [.. answered.Where(role => asked.ContainsKey(role.SopClassUid)).DistinctBy(role => role.SopClassUid)
            .Select(role => role with { Scu = role.Scu && asked[role.SopClassUid].Scu, Scp = role.Scp && asked[role.SopClassUid].Scp })];
    }

    // The contexts in force: what was proposed and accepted, in a syntax that was proposed. An acceptance of something else counts as a refusal.
    public static Dictionary<byte, AcceptedContext> InForce(IReadOnlyList<PresentationContext> proposed, IReadOnlyList<ContextAnswer> answers, IReadOnlyList<RoleSelection> roles)
    {
        var roleOf = roles.DistinctBy(role => role.SopClassUid).ToDictionary(role => role.SopClassUid);
        var contexts = new Dictionary<byte, AcceptedContext>();
        foreach (var answer in answers.Where(answer => answer.Result == ContextResult.Acceptance))
        {
            if (proposed.FirstOrDefault(context => context.Id == answer.Id) is not { } context) continue;
            if (!context.TransferSyntaxes.Contains(answer.TransferSyntax) || TransferSyntax.Find(answer.TransferSyntax) is not { } syntax) continue;
            var role = roleOf.GetValueOrDefault(context.AbstractSyntax);
            contexts[answer.Id] = new AcceptedContext(answer.Id, context.AbstractSyntax, syntax) { RequestorIsScu = role?.Scu ?? true, RequestorIsScp = role?.Scp ?? false };
        }
        return contexts;
    }
}
