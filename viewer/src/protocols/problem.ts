import { ApiError } from "../api";
import { errorText } from "../shared/errors";
import { t } from "./i18n";
import { TooLong } from "./length";

/** Why a save was none. */
export function problemText(error: unknown): string {
  if (error instanceof TooLong) return t("protocols.problem.tooLong", { n: error.length.toLocaleString() });
  const code = error instanceof ApiError ? error.code : "";
  if (code === "conflict") return t("protocols.problem.conflict");
  if (code === "badSettings") return t("protocols.problem.refused");
  return errorText(error);
}
