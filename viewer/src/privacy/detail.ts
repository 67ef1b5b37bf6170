import { tn, word } from "../shared/i18n";

const short = (value: unknown): string =>
  typeof value === "string" ? word("detail", value) : Array.isArray(value) ? String(value.length) : JSON.stringify(value);

function pair(name: string, value: unknown): string {
  if (name === "studies" && Array.isArray(value)) return tn("study.count", value.length);
  if (["purpose", "page", "what", "deed"].includes(name)) return short(value);
  return `${word("detail", name)}: ${short(value)}`;
}

/** A row's detail is a small object; it is shown as "name: value" pairs, in words where we have them. */
export const detailText = (detail: Readonly<Record<string, unknown>> | null): string =>
  Object.entries(detail ?? {})
    .filter(([, value]) => value !== null)
    .map(([name, value]) => pair(name, value))
    .join(" · ");
