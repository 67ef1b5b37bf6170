import { ApiError } from "../api";
import en from "./i18n/en.json";
import { t, type Key } from "./i18n";

/** What to tell a person about a failure: the stable code's own words, or a general sentence that names the code. */
export function errorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "unknown";
  const key = `error.${code}`;
  if (key in en && code !== "unknown") return t(key as Key);
  return t("error.unknown", { code: error instanceof ApiError && error.status > 0 ? `${String(error.status)} ${code}` : code });
}
