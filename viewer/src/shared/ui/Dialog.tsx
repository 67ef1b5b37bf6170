import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "./Icon";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Buttons, the primary one last. */
  actions?: ComponentChildren;
  wide?: boolean;
  /** A click outside does not close it: there is something to lose. */
  firm?: boolean;
}

/** The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Dialog({ title, onClose, children, actions, wide = false, firm = false }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const before = dialog.ownerDocument.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before && "focus" in before) (before as HTMLElement).focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (!firm && event.target === element.current) onClose();
      }}
    >
      <div class="dialog-card">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="button-icon" aria-label={t("action.close")} onClick={onClose}>
            <Icon of={X} size={20} />
          </button>
        </header>
        <div class="dialog-body">{children}</div>
        {actions !== undefined && <footer class="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}
