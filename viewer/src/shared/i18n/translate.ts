import { signal } from "@preact/signals";
import type { Language } from "../../api";

export type Values = Readonly<Record<string, string | number>>;
type Catalogue = Readonly<Record<string, string>>;

const remembered = (): Language => {
  const stored = typeof localStorage === "undefined" ? null : localStorage.getItem("language");
  if (stored === "ko" || stored === "en") return stored;
  return typeof navigator === "undefined" || navigator.language.startsWith("ko") ? "ko" : "en";
};

/** The language of the interface. Reading it inside a component makes the component follow it. */
export const language = signal<Language>(remembered());

export function setLanguage(next: Language): void {
  language.value = next;
  if (typeof localStorage !== "undefined") localStorage.setItem("language", next);
  if (typeof document !== "undefined") document.documentElement.lang = next;
}

export const fill = (message: string, values: Values = {}): string =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

/** A pair of catalogues with the same keys becomes a typed `t(key, values)`. */
export function translator<C extends Catalogue>(catalogues: { ko: C; en: C }): (key: keyof C & string, values?: Values) => string {
  return (key, values) => fill(catalogues[language.value][key] ?? key, values);
}

type Plural<C> = { [K in keyof C & string]: K extends `${infer Stem}.other` ? Stem : never }[keyof C & string];

/** Counted messages are two keys, `stem.one` and `stem.other`; the count is the value `n`. */
export function counter<C extends Catalogue>(catalogues: { ko: C; en: C }): (stem: Plural<C>, n: number, values?: Values) => string {
  return (stem, n, values) => {
    const form = language.value === "en" && n === 1 ? "one" : "other";
    const message = catalogues[language.value][`${stem}.${form}`] ?? stem;
    return fill(message, { n: n.toLocaleString(language.value), ...values });
  };
}
