import { translator } from "../../shared/i18n";
import en from "./en.json";
import ko from "./ko.json";

export type ReadKey = keyof typeof en;

/** The words of the reading room; they load with it and nowhere else. */
export const t = translator({ ko, en });

/** A word for a value of the server, or for the rest. */
export function wordOf(stem: string, value: string, otherwise: ReadKey): string {
  const key = `${stem}.${value}`;
  return key in en ? t(key as ReadKey) : t(otherwise, { code: value });
}
