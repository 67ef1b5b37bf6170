import type { TimelineEvent } from "../../api";
import { t } from "../i18n";
import { dateTime, exactTime, shortTime } from "../time";
import { eventText } from "../words";

/** What happened to a study, oldest first, with the exact time on hover. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  if (events.length === 0) return <p class="quiet">{t("event.none")}</p>;
  const sorted = [...events].sort((a, b) => a.at.localeCompare(b.at));
  // One form for all: as soon as one is not of today, each has its date.
  const dated = sorted.some((event) => shortTime(event.at).length > 5);
  return (
    <ol class="timeline">
      {sorted.map((event, index) => (
        <li key={`${event.at}${event.kind}${String(index)}`} class={`timeline-${event.kind}`}>
          <time dateTime={event.at} title={exactTime(event.at)}>
            {dated ? dateTime(event.at).slice(5) : shortTime(event.at)}
          </time>
          <span>{eventText(event)}</span>
        </li>
      ))}
    </ol>
  );
}
