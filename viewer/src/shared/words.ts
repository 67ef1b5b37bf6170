import type { Sex, TimelineEvent, WorklistItem } from "../api";
import { t, tn, word } from "./i18n";

const title = (value: string): string => value.charAt(0).toUpperCase() + value.slice(1).toLowerCase();

/** "CHEST" in the user's language; an unknown part in readable case. */
export function bodyPart(value: string | null): string {
  if (value === null || value === "") return "";
  const known = word("bodyPart", value.toUpperCase());
  return known === value.toUpperCase() ? title(value) : known;
}

/** The body part, or, where the device sent none, the field it was sorted into; descriptions do not survive de-identification. */
export function region(item: { bodyPart: string | null; specialty: string }): string {
  const part = bodyPart(item.bodyPart);
  return part !== "" || item.specialty === "general" ? part : word("specialty", item.specialty);
}

export const studyName = (item: { modality: string; bodyPart: string | null; specialty: string }): string =>
  [item.modality, region(item)].filter((part) => part !== "").join(" ");

const ageUnits = { Y: "age.years", M: "age.months", W: "age.weeks", D: "age.days" } as const;

/** "043Y" becomes "43 y" or "43세". */
export function age(dicom: string | null): string {
  const parts = /^(\d{1,3})([DWMY])$/.exec(dicom ?? "");
  if (!parts) return dicom ?? "";
  return t(ageUnits[parts[2] as keyof typeof ageUnits], { n: Number(parts[1]) });
}

export const sex = (value: Sex | null): string => (value === null ? "" : word("sex", value));

export const person = (item: { pseudonym: string; sex: Sex | null; age: string | null }): string =>
  [item.pseudonym, sex(item.sex), age(item.age)].filter((part) => part !== "").join(" · ");

export const images = (item: Pick<WorklistItem, "series" | "instances">): string =>
  `${tn("study.series", item.series)} · ${tn("study.images", item.instances)}`;

export function eventText(event: TimelineEvent): string {
  if (event.kind === "settled" && event.text.instances !== undefined) return t("event.settledN", { n: event.text.instances });
  if (event.text.reasons !== undefined && (event.kind === "held" || event.kind === "withdrawn"))
    return t(`event.${event.kind}`, { reasons: event.text.reasons.map((reason) => word("reason", reason)).join(", ") });
  if (event.kind === "heldEnded") return word("event.heldEnded", event.text.state ?? "");
  const base = word("event", event.kind);
  if (event.kind === "analysis" && event.text.state !== undefined) return `${base} · ${word("analysis", event.text.state)}`;
  return event.text.reader === undefined ? base : `${base} · ${event.text.reader}`;
}

export const siteName = (site: { name: string } | string | null): string =>
  site === null ? "" : typeof site === "string" ? site : site.name;
