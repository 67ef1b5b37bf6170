import { opening, windows, type Fault, type Protocol } from "../read/core/hanging";
import { language } from "../shared/i18n";
import { bodyPart } from "../shared/words";
import { kinds } from "./draft";
import en from "./i18n/en.json";
import { t, tn } from "./i18n";

type Key = keyof typeof en;
const known = (key: string): key is Key => key in en;

export const windowName = (window: string): string => {
  const key = `protocols.window.${window}`;
  return windows.includes(window) && known(key) ? t(key) : window;
};

export const faultText = ({ code, value }: Fault): string => t(`protocols.fault.${code}`, { value });

/** Where a fault is, in the form's words: "Cell 2 · Window". A part that has none stays as it stands in the file. */
export function placeOf(at: string): string {
  const parts = at.split(".");
  const said = parts.flatMap((part, i) => {
    const number = /^\d+$/.test(part) ? Number(part) + 1 : null;
    if (number !== null && parts[i - 1] === "cells") return [t("protocols.cellN", { n: number })];
    if (number !== null && parts[i - 1] === "prefer") return [String(number)];
    if (["layout", "match", "cells"].includes(part) && i < parts.length - 1) return [];
    if ((kinds as readonly string[]).includes(part) && parts[0] === "series")
      return [known(`protocols.kind.${part}`) ? t(`protocols.kind.${part as "plane"}`) : part];
    if (i > 0 && (part === "series" || part === "like")) return [t("protocols.role")];
    const key = `protocols.part.${part}`;
    return [known(key) ? t(key) : part];
  });
  return said.join(" · ");
}

const most = 4;
function some(items: readonly string[]): string {
  const rest = items.length - most;
  return rest > 1 ? `${items.slice(0, most).join(", ")} ${tn("protocols.more", rest)}` : items.join(", ");
}

/** Which studies it is for, in one line. */
export function matchText({ match }: Protocol): string {
  const parts = [
    some(match.modality ?? []),
    some((match.bodyPart ?? []).map((part) => (language.value === "ko" ? bodyPart(part) : part))),
    match.words ? t("protocols.wordsAre", { words: some(match.words) }) : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("protocols.anyStudy") : parts.join(" · ");
}

export const opensText = ({ opens }: Protocol): string => t(`protocols.opens.${opening.find((one) => one === opens) ?? "compare"}`);

/** Why a protocol fits: the bits of `fitOf`. */
export function fitText(fit: number): string {
  const why = [
    fit & 8 ? t("protocols.fit.bodyPart") : "",
    fit & 4 ? t("protocols.fit.words") : "",
    fit & 2 ? t("protocols.fit.modality") : "",
  ];
  return why.filter((part) => part !== "").join(" + ") || t("protocols.fit.any");
}
