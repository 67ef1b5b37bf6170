using Pandok.Access;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Report;

/// <summary>What was signed stays; an addendum stands beside it. No claim is needed, but nobody writes into another reader's study.</summary>
internal static class Addendum
{
    public static SignOutcome Decide(Study study, int versions, string? text, SigningDevice? device, CurrentUser reader, DateTimeOffset now) =>
        versions == 0 ? new SignOutcome.NotFinal()
        : Claim.Holder(study, now) is { } holder && holder != reader.Id ? new SignOutcome.ClaimedByOther()
        : string.IsNullOrWhiteSpace(text) ? new SignOutcome.EmptyText()
        : new SignOutcome.Signed(new ReportVersion
        {
            StudyUid = study.Uid,
            Number = versions + 1,
            Kind = VersionKind.Addendum,
            Sections = ReportSections.Empty,
            Text = text.Trim(),
            SignedAt = now,
            SignedById = reader.Id,
            SignedByName = reader.DisplayName,
            Language = reader.Language,
            Device = device,
        });
}
