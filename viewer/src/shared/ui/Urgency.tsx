import { Clock, Zap } from "lucide";
import type { Instant } from "../../api";
import { t } from "../i18n";
import { clock, exactTime, now } from "../time";
import { Icon } from "./Icon";

export type UrgencyLevel = "emergency" | "over" | "soon" | "routine";

const soonMs = 10 * 60_000;

/** How urgent: an emergency stays one; otherwise the due time decides. */
export function urgencyOf(emergency: boolean, dueAt: Instant | null, nowMs: number): UrgencyLevel {
  if (emergency) return "emergency";
  if (dueAt === null) return "routine";
  const left = Date.parse(dueAt) - nowMs;
  return left < 0 ? "over" : left < soonMs ? "soon" : "routine";
}

function overText(dueAt: Instant, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(dueAt)) / 60_000);
  return minutes < 120 ? t("urgency.over", { n: minutes }) : t("urgency.overHours", { n: Math.floor(minutes / 60) });
}

interface Props {
  emergency: boolean;
  since: Instant;
  dueAt?: Instant | null;
  /** A finished study shows no running clock. */
  running?: boolean;
}

/** Urgency with a word, an icon and a running clock: mm:ss under an hour, then h mm. */
export function UrgencyBadge({ emergency, since, dueAt = null, running = true }: Props) {
  const at = now.value;
  const level = running ? urgencyOf(emergency, dueAt, at) : emergency ? "emergency" : "routine";
  const overdue = running && dueAt !== null && Date.parse(dueAt) < at ? overText(dueAt, at) : null;
  const words: Record<UrgencyLevel, () => string> = {
    emergency: () => t("urgency.emergency"),
    over: () => overdue ?? "",
    soon: () => t("urgency.dueIn", { n: Math.ceil((Date.parse(dueAt ?? since) - at) / 60_000) }),
    routine: () => t("urgency.routine"),
  };
  return (
    <span class={`urgency urgency-${level}`} title={dueAt === null ? exactTime(since) : `${exactTime(since)} → ${exactTime(dueAt)}`}>
      {level === "emergency" && <Icon of={Zap} />}
      {(level === "over" || level === "soon") && <Icon of={Clock} />}
      <span class="urgency-word">{words[level]()}</span>
      {running && overdue === null && level !== "soon" && <span class="urgency-clock">{clock(at - Date.parse(since))}</span>}
      {level === "emergency" && overdue !== null && <span class="urgency-over">{overdue}</span>}
    </span>
  );
}
