import { Copy } from "lucide";
import { useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";

interface Props {
  title: string;
  label: string;
  secret: string;
  onClose: () => void;
}

/** A generated secret, shown this one time. */
export function Secret({ title, label, secret, onClose }: Props) {
  const [copied, setCopied] = useState(false);
  const code = useRef<HTMLElement>(null);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      firm
      actions={
        <button type="button" class="button button-primary" onClick={onClose}>
          {t("action.close")}
        </button>
      }
    >
      <p>{t("secret.once")}</p>
      <div class="secret">
        <span class="quiet">{label}</span>
        <code ref={code}>{secret}</code>
        <button
          type="button"
          class="button"
          onClick={() => {
            if (code.current) getSelection()?.selectAllChildren(code.current);
            // The clipboard exists on secure pages only; elsewhere the text is selected for copying by hand.
            if (!isSecureContext) return;
            void navigator.clipboard.writeText(secret).then(() => {
              setCopied(true);
            });
          }}
        >
          <Icon of={Copy} />
          <span aria-live="polite">{t(copied ? "action.copied" : "action.copy")}</span>
        </button>
      </div>
    </Dialog>
  );
}
