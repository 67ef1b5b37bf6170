import { tn, word } from "../shared/i18n";

const ids = new Set(["held", "ask", "merge", "rule"]);
const alone = new Set(["purpose", "page", "what", "deed", "class"]);

const short = (value: unknown): string =>
  typeof value === "string" ? word("detail", value) : Array.isArray(value) ? String(value.length) : JSON.stringify(value);

function pair(name: string, value: unknown): string {
  if (name === "studies" && Array.isArray(value)) return tn("study.count", value.length);
  if (name === "reasons" && Array.isArray(value)) return value.map((reason) => word("reason", String(reason))).join(", ");
  if (alone.has(name)) return short(value);
  // The first part tells one from another, and is what the page of the thing has in its address.
  const shown =
    typeof value === "string" && ids.has(name) ? value.slice(0, 8) : name === "instance" ? `…${String(value).slice(-10)}` : short(value);
  return `${word("detail", name)}: ${shown}`;
}

/** A row's detail is a small object; it is shown as "name: value" pairs, in words where we have them. */
export const detailText = (detail: Readonly<Record<string, unknown>> | null): string =>
  Object.entries(detail ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => pair(name, value))
    .join(" · ");
