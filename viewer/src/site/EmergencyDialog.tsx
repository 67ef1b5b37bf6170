import { useState } from "preact/hooks";
import { api, type StudyUid } from "../api";
import { errorText } from "../shared/errors";
import { t } from "../shared/i18n";
import { Dialog, toast } from "../shared/ui";

interface Props {
  study: StudyUid;
  onClose: () => void;
  onDone: () => void;
}

/** A site can raise a study but not lower it again, so this one asks first. */
export function EmergencyDialog({ study, onClose, onDone }: Props) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    if (reason.trim() === "") {
      setProblem(t("site.emergencyNeeded"));
      return;
    }
    try {
      await api.setEmergency(study, true, reason.trim());
      toast({ text: t("site.emergencySent") });
      onDone();
      onClose();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  return (
    <Dialog
      title={t("site.emergencyTitle")}
      onClose={onClose}
      firm
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("action.cancel")}
          </button>
          <button type="button" class="button button-emergency" onClick={() => void send()}>
            {t("site.emergencyConfirm")}
          </button>
        </>
      }
    >
      <p>{t("site.emergencyText")}</p>
      <label class="field">
        <span>{t("site.emergencyReason")}</span>
        <textarea
          rows={3}
          maxLength={500}
          value={reason}
          placeholder={t("site.emergencyReasonHint")}
          autofocus
          onInput={(event) => {
            setReason(event.currentTarget.value);
            setProblem(null);
          }}
        />
      </label>
      <p class="field-problem" role="alert">
        {problem}
      </p>
    </Dialog>
  );
}
