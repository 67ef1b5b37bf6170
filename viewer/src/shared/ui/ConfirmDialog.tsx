import type { ComponentChildren } from "preact";
import { errorText } from "../errors";
import { t } from "../i18n";
import { Dialog } from "./Dialog";
import { toast } from "./Toast";

interface Props {
  title: string;
  children: ComponentChildren;
  /** What the button says. */
  action: string;
  /** What is said when it is done. */
  done: string;
  run: () => Promise<unknown>;
  onClose: () => void;
  /** Whether it was done or not: what is shown may be old. */
  onDone: () => void;
}

/** Asks before something that takes away; what goes wrong is told. */
export function ConfirmDialog({ title, children, action, done, run, onClose, onDone }: Props) {
  const confirm = async (): Promise<void> => {
    try {
      await run();
      toast({ text: done });
    } catch (error) {
      toast({ text: errorText(error), tone: "error" });
    }
    onDone();
    onClose();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("action.cancel")}
          </button>
          <button type="button" class="button button-emergency" onClick={() => void confirm()}>
            {action}
          </button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  );
}
