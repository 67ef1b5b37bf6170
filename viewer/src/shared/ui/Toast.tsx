import { signal } from "@preact/signals";
import { X } from "lucide";
import { t } from "../i18n";
import { Icon } from "./Icon";

export interface Toast {
  text: string;
  tone?: "plain" | "error";
  undo?: () => void;
}

const shown = signal<(Toast & { id: number })[]>([]);
let last = 0;

/** Bottom left, six seconds; never the only place of an error. */
export function toast(message: Toast): void {
  const id = ++last;
  shown.value = [...shown.value.slice(-2), { ...message, id }];
  setTimeout(() => {
    dismiss(id);
  }, 6000);
}

function dismiss(id: number): void {
  shown.value = shown.value.filter((one) => one.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map((one) => (
        <div key={one.id} class={one.tone === "error" ? "toast toast-error" : "toast"}>
          <span>{one.text}</span>
          {one.undo && (
            <button
              type="button"
              class="toast-undo"
              onClick={() => {
                one.undo?.();
                dismiss(one.id);
              }}
            >
              {t("action.undo")}
            </button>
          )}
          <button
            type="button"
            class="toast-close"
            aria-label={t("action.close")}
            onClick={() => {
              dismiss(one.id);
            }}
          >
            <Icon of={X} />
          </button>
        </div>
      ))}
    </div>
  );
}
