namespace Pandok.Deliver;

/// <summary>One event of a study's way. <paramref name="Kind"/> is the trail's word for it.</summary>
internal sealed record TimelineEvent(DateTimeOffset At, string Kind, TimelineText Text);
