import en from "./en.json";
import ko from "./ko.json";
import { counter, translator } from "./translate";

export { fill, language, setLanguage, translator, counter, type Values } from "./translate";
export type Key = keyof typeof en;

/** Words of the pages and of the shared components. The reading room keeps its own pair beside its code. */
export const t = translator({ ko, en });
export const tn = counter({ ko, en });

/** A word for a value that comes from the server; the value itself where we have no word for it. */
export function word(stem: string, value: string): string {
  const key = `${stem}.${value}`;
  return key in en ? t(key as Key) : value;
}
