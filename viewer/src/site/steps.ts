import type { Instant, SiteStudy, TimelineEvent, TimelineKind } from "../api";

export type StepName = "ordered" | "sent" | "arrived" | "deidentified" | "reading" | "reported" | "received";
export interface Step {
  name: StepName;
  state: "done" | "now" | "todo";
  at: Instant | null;
}

const last = (events: readonly TimelineEvent[], kind: TimelineKind): Instant | null =>
  events.findLast((event) => event.kind === kind)?.at ?? null;

/**
 * The six steps of a study as its site sees them, and before them the order, if there was one. De-identification happens before the first byte is stored, so it is
 * done when the images have arrived. A released claim takes the reading step back.
 */
export function stepsOf(study: Pick<SiteStudy, "timeline" | "state" | "acknowledgedAt">): Step[] {
  const events = [...study.timeline].sort((a, b) => a.at.localeCompare(b.at));
  const settled = last(events, "settled");
  const reported = last(events, "reported");
  const claimed = last(events, "claimed");
  const released = last(events, "released");
  const held = claimed !== null && (released === null || released < claimed || reported !== null);
  const ordered = last(events, "ordered");
  const done: [StepName, Instant | null][] = [
    ...(ordered === null ? [] : [["ordered", ordered] satisfies [StepName, Instant]]),
    ["sent", last(events, "received")],
    ["arrived", settled],
    ["deidentified", settled],
    ["reading", reported === null ? null : claimed],
    ["reported", reported],
    ["received", study.state === "reported" ? null : study.acknowledgedAt],
  ];
  const reached = done.findLastIndex(([, at]) => at !== null);
  return done.map(([name, at], index) => {
    if (index <= reached) return { name, state: "done", at };
    const current = index === reached + 1;
    return { name, state: current ? "now" : "todo", at: name === "reading" && held ? claimed : null };
  });
}

export type Stage = "ready" | "open" | "done";

/** Ready: an answer waits to be received. Done: received. Open: everything before. */
export function stageOf(study: Pick<SiteStudy, "reportReady" | "acknowledgedAt" | "state">): Stage {
  if (!study.reportReady) return "open";
  return study.acknowledgedAt === null || study.state === "reported" ? "ready" : "done";
}

const rank: Record<Stage, number> = { ready: 0, open: 1, done: 2 };

/** Answers first, then what is open (emergencies on top), then what was received; the newest first in each. */
export function inOrder(studies: readonly SiteStudy[]): SiteStudy[] {
  const newest = (study: SiteStudy): string => study.timeline.reduce((max, event) => (event.at > max ? event.at : max), "");
  return [...studies].sort(
    (a, b) => rank[stageOf(a)] - rank[stageOf(b)] || Number(b.emergency) - Number(a.emergency) || newest(b).localeCompare(newest(a)),
  );
}

/** "홍^길동" or a name with component groups, for reading. */
export function patientName(dicom: string): string {
  const groups = dicom.split("=").map((group) => group.split("^").filter(Boolean));
  const hangul = groups.find((group) => group.some((part) => /[가-힣]/.test(part)));
  if (hangul) return hangul.join("");
  return (groups[0] ?? []).join(" ");
}
