import { translator } from "../../shared/i18n";
import en from "./i18n/en.json";
import ko from "./i18n/ko.json";

export type MaskKey = keyof typeof en;

/** Words of the segments; they load with them. */
export const t = translator({ ko, en });

/** Why a segmentation is not shown. */
export function whyNot(reason: string): string {
  const key = `masks.why.${reason}`;
  return key in en ? t(key as MaskKey) : t("masks.why.other", { code: reason });
}

/** Why an edited segmentation is not kept; it is still here. */
export function whyNotSaved(code: string): string {
  const key = `edit.not.${code}`;
  return key in en ? t(key as MaskKey) : t("edit.not.other", { code });
}
