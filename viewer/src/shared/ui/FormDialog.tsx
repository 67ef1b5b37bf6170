import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { Dialog } from "./Dialog";

interface Props {
  title: string;
  /** The word on the button; "Add" if none is given. */
  submit?: string;
  wide?: boolean;
  /** What it does cannot be undone: the button says so by its colour. */
  danger?: boolean;
  onClose: () => void;
  /** Throws on failure; the message then stands under the form. */
  onSubmit: (form: FormData) => Promise<void>;
  children: ComponentChildren;
}

export function FormDialog({ title, submit: word, wide = false, danger = false, onClose, onSubmit, children }: Props) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (form: HTMLFormElement): Promise<void> => {
    if (!form.checkValidity()) {
      setProblem(t("admin.required"));
      form.querySelector<HTMLElement>(":invalid")?.focus();
      return;
    }
    setBusy(true);
    try {
      await onSubmit(new FormData(form));
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      firm
      wide={wide}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>
            {t("action.cancel")}
          </button>
          <button type="submit" form={id} class={danger ? "button button-emergency" : "button button-primary"} disabled={busy}>
            {word ?? t("action.add")}
          </button>
        </>
      }
    >
      <form
        id={id}
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        {children}
        <p class="field-problem" role="alert">
          {problem}
        </p>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  maxLength?: number;
  value?: string;
  /** Where writing begins. */
  first?: boolean;
  type?: "text" | "number" | "date" | "datetime-local";
}

export function Field({ name, label, hint, required = true, maxLength = 128, value, first = false, type = "text" }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        name={name}
        {...({ type } as { type: "text" })}
        defaultValue={value}
        autofocus={first}
        required={required}
        maxLength={maxLength}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();
export const listOf = (form: FormData, name: string): string[] => form.getAll(name).map(String);
