import { Dialog } from "../shared/ui";
import { t } from "./i18n";

interface Props {
  onStay: () => void;
  onDiscard: () => void;
}

/** Before something that is not saved is left. */
export function LeaveDialog({ onStay, onDiscard }: Props) {
  return (
    <Dialog
      title={t("protocols.leaveTitle")}
      onClose={onStay}
      firm
      actions={
        <>
          <button type="button" class="button" onClick={onDiscard}>
            {t("protocols.discard")}
          </button>
          <button type="button" class="button button-primary" onClick={onStay}>
            {t("protocols.stay")}
          </button>
        </>
      }
    >
      <p>{t("protocols.leaveText")}</p>
    </Dialog>
  );
}
