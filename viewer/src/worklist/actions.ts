import { api, ApiError, type Claim, type StudyUid } from "../api";
import { errorText } from "../shared/errors";
import { t } from "../shared/i18n";
import { openReading } from "../shared/route";
import { toast } from "../shared/ui";

/** Claims and opens the reading room; a faster colleague is named. */
export async function startReading(study: StudyUid, onFailed: () => void): Promise<void> {
  try {
    await api.claim(study);
    openReading(study);
  } catch (error) {
    const holder = error instanceof ApiError ? (error.problem["claim"] as Claim | undefined) : undefined;
    const text = holder === undefined ? errorText(error) : t("claim.taken", { name: holder.reader.displayName });
    toast({ text, tone: "error" });
    onFailed();
  }
}

export async function release(study: StudyUid, onChanged: () => void): Promise<void> {
  try {
    await api.release(study);
    toast({
      text: t("claim.released"),
      undo: () => {
        void api.claim(study).then(onChanged, (error: unknown) => {
          toast({ text: errorText(error), tone: "error" });
        });
      },
    });
  } catch (error) {
    toast({ text: errorText(error), tone: "error" });
  }
  onChanged();
}
