import type { Prior } from "../../../api";
import { language } from "../../../shared/i18n";
import { studyName } from "../../../shared/words";
import { t } from "../../i18n";

/** "3 months": what lies between two studies, in the unit that says it best. Dates are shifted, intervals are true. */
export function intervalText(days: number | null): string {
  if (days === null) return "";
  const [unit, n] =
    days < 14
      ? (["days", days] as const)
      : days < 60
        ? (["weeks", Math.round(days / 7)] as const)
        : days < 730
          ? (["months", Math.round(days / 30.44)] as const)
          : (["years", Math.floor(days / 365.25)] as const);
  const form = language.value === "en" && n === 1 ? "one" : "other";
  return t(`prior.${unit}.${form}`, { n });
}

/** "3 months earlier"; of the same day: that. */
export function earlierText(prior: Prior): string {
  if (prior.daysBefore === null) return t("prior.dateUnknown");
  return prior.daysBefore === 0 ? t("prior.sameDay") : t("prior.earlier", { t: intervalText(prior.daysBefore) });
}

export function priorName(prior: Prior): string {
  return studyName({ modality: prior.modality, bodyPart: prior.bodyPart, specialty: "general" });
}
