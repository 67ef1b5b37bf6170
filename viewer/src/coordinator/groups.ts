import type { CoordinatorItem } from "../api";

export type Group = "stuck" | "late" | "waiting" | "reading" | "done";
export const groups: readonly Group[] = ["stuck", "late", "waiting", "reading", "done"];

const soonMs = 10 * 60_000;
const isDone = (item: CoordinatorItem): boolean => item.state === "reported" || item.state === "delivered";

/** Each study stands in one list: stuck, then late or about to be, then by what happens with it. */
export function groupOf(item: CoordinatorItem, nowMs: number): Group {
  if (item.stuck !== null) return "stuck";
  if (isDone(item)) return "done";
  if (item.dueAt !== null && Date.parse(item.dueAt) - nowMs < soonMs) return "late";
  return item.claim === null ? "waiting" : "reading";
}

export function grouped(items: readonly CoordinatorItem[], nowMs: number): Record<Group, CoordinatorItem[]> {
  const result: Record<Group, CoordinatorItem[]> = { stuck: [], late: [], waiting: [], reading: [], done: [] };
  for (const item of items) result[groupOf(item, nowMs)].push(item);
  for (const group of groups) {
    result[group].sort((a, b) =>
      group === "done"
        ? b.waitingSince.localeCompare(a.waitingSince)
        : Number(b.emergency) - Number(a.emergency) || (a.dueAt ?? a.waitingSince).localeCompare(b.dueAt ?? b.waitingSince),
    );
  }
  return result;
}
