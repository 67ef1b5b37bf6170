import { CircleAlert, Inbox } from "lucide";
import type { ComponentChildren } from "preact";
import { errorText } from "../errors";
import { t } from "../i18n";
import { Icon } from "./Icon";

/** Nothing to show: what that means, and what comes next. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon of={Inbox} size={24} />
      <p class="empty-title">{title}</p>
      {hint !== undefined && <p class="quiet">{hint}</p>}
      {children}
    </div>
  );
}

/** A load that failed: what happened and a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div class="failure" role="alert">
      <Icon of={CircleAlert} size={20} />
      <div>
        <strong>{t("error.title")}</strong>
        <p>{errorText(error)}</p>
      </div>
      {onRetry && (
        <button type="button" class="button" onClick={onRetry}>
          {t("action.retry")}
        </button>
      )}
    </div>
  );
}
