import type { WorklistItem, WorklistTab } from "../api";
import { bodyPart, studyName } from "../shared/words";

/** The server's order, repeated here so that a row claimed meanwhile never jumps: emergency first, then oldest first; done: newest first. */
export function inOrder(items: readonly WorklistItem[], tab: WorklistTab): WorklistItem[] {
  if (tab === "done") return [...items];
  return [...items].sort(
    (a, b) => Number(b.emergency) - Number(a.emergency) || a.waitingSince.localeCompare(b.waitingSince) || a.study.localeCompare(b.study),
  );
}

/** Every word of the query must be somewhere in what the row shows. */
export function matches(item: WorklistItem, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [
    studyName(item),
    item.bodyPart,
    bodyPart(item.bodyPart),
    item.description,
    item.question,
    item.site.name,
    item.pseudonym,
    item.claim?.reader.displayName,
  ]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Where the cursor stands after the list changed: on the same study; if that is gone, on the row that took its place. */
export function keepCursor(before: readonly string[], after: readonly string[], cursor: string | null): string | null {
  if (cursor === null) return after[0] ?? null;
  if (after.includes(cursor)) return cursor;
  const index = before.indexOf(cursor);
  const still = new Set(after);
  const next = before.slice(index + 1).find((id) => still.has(id)) ?? before.slice(0, Math.max(0, index)).findLast((id) => still.has(id));
  return next ?? after[0] ?? null;
}
