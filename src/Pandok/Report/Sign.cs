using Pandok.Access;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Report;

/// <summary>Signing turns the draft that the reader has before the eyes, and no other, into version 1.</summary>
internal static class Sign
{
    public static SignOutcome Decide(Study study, int versions, ReportDraft? draft, int draftVersion, SigningDevice? device, CurrentUser reader, DateTimeOffset now) =>
        versions > 0 ? new SignOutcome.AlreadySigned()
        : Claim.Holder(study, now) != reader.Id ? new SignOutcome.NotClaimed()
        : (draft?.Version ?? 0) != draftVersion ? new SignOutcome.Stale(draft)
        : string.IsNullOrWhiteSpace(draft?.Sections.Impression) ? new SignOutcome.EmptyImpression()
        : new SignOutcome.Signed(new ReportVersion
        {
            StudyUid = study.Uid,
            Number = 1,
            Kind = VersionKind.Final,
            Sections = draft.Sections,
            Links = draft.Links,
            SignedAt = now,
            SignedById = reader.Id,
            SignedByName = reader.DisplayName,
            Language = reader.Language,
            Device = device,
        });
}
