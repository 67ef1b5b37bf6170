using System.Text.Json;
using Pandok.Access;
using Pandok.Read.Settings;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Read;

/// <summary>Everything the reading room needs to open a study.</summary>
/// <param name="Main">The series that is shown first; null if none can be shown.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Priors">The most fitting first.</param>
/// <param name="Settings">How the reader likes the room.</param>
/// <param name="SiteProtocols">The site's own hanging protocols.</param>
/// <param name="Phones">What the site says of reading on a phone.</param>
internal sealed record OpeningView(
    WorklistItem Study, OpeningOrder? Order, IReadOnlyList<SeriesView> Series, string? Main, Manifest? Manifest, IReadOnlyList<PriorView> Priors, ClaimView? Claim, OpeningAnalysis Analysis, ReportView Report,
    ReadingSettings Settings, IReadOnlyList<JsonElement> SiteProtocols, PhonePolicy Phones);

/// <param name="Question">The clinical question.</param>
internal sealed record OpeningOrder(string? Question, string? Referrer, OrderPriority? Priority, DateTimeOffset? ScheduledAt);

internal sealed record OpeningAnalysis(AnalysisState State, string? Text);

/// <param name="Reason">Why it cannot be shown: noPixels, unsupportedSyntax.</param>
/// <param name="ThumbnailFrame">Index into the manifest's frames: the image that the room opens with, so that the strip asks for no other.</param>
internal sealed record SeriesView(
    string Series, string Modality, int? Number, string? Description, string? BodyPart, int Instances, int Frames, bool Viewable, string? Reason, int ThumbnailFrame, int Version, bool Complete, SeriesLook? Look);
