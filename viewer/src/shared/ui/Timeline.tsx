import type { TimelineEvent } from "../../api";
import { t } from "../i18n";
import { exactTime, shortTime } from "../time";
import { eventText } from "../words";

/** What happened to a study, oldest first, with the exact time on hover. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  if (events.length === 0) return <p class="quiet">{t("event.none")}</p>;
  const sorted = [...events].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <ol class="timeline">
      {sorted.map((event, index) => (
        <li key={`${event.at}${event.kind}${String(index)}`} class={`timeline-${event.kind}`}>
          <time dateTime={event.at} title={exactTime(event.at)}>
            {shortTime(event.at)}
          </time>
          <span>{eventText(event)}</span>
        </li>
      ))}
    </ol>
  );
}
