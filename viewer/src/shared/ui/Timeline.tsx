import type { TimelineEvent } from "../../api";
import { t } from "../i18n";
import { dateTime, exactTime, timeOfDay } from "../time";
import { eventText } from "../words";

const dayOf = (at: string): string => dateTime(at).slice(0, 12);

/** What happened to a study, oldest first, with the exact time on hover. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  if (events.length === 0) return <p class="quiet">{t("event.none")}</p>;
  const sorted = [...events].sort((a, b) => a.at.localeCompare(b.at));
  const oneDay = dayOf(sorted[0]?.at ?? "") === dayOf(sorted.at(-1)?.at ?? "");
  return (
    <ol class="timeline">
      {sorted.map((event, index) => (
        <li key={`${event.at}${event.kind}${String(index)}`} class={`timeline-${event.kind}`}>
          <time dateTime={event.at} title={exactTime(event.at)}>
            {oneDay ? timeOfDay(event.at) : dateTime(event.at)}
          </time>
          <span>{eventText(event)}</span>
        </li>
      ))}
    </ol>
  );
}
