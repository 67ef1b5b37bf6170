import { X } from "lucide";
import { useId, useState } from "preact/hooks";
import { Icon } from "../shared/ui";
import { t } from "./i18n";

interface Props {
  label: string;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  hint?: string;
  /** The label is for ears only: its words stand beside it. */
  quiet?: boolean;
  /** Codes are in capitals. */
  code?: boolean;
  suggest?: readonly string[];
  invalid?: boolean;
  describedBy?: string;
}

/** A list of words: Enter or a comma adds one, Backspace in the empty field takes the last. */
export function Chips({ label, values, onChange, hint, quiet = false, code = false, suggest, invalid = false, describedBy }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const add = (typed: string): void => {
    const words = typed
      .split(/[,，、\n]/)
      .map((word) => (code ? word.trim().toUpperCase() : word.trim()))
      .filter((word) => word !== "");
    setText("");
    if (words.length > 0) onChange([...new Set([...values, ...words])]);
  };
  return (
    <div class="field pr-words">
      <label htmlFor={id} class={quiet ? "sr" : undefined}>
        {label}
      </label>
      <div class="pr-chips" data-invalid={invalid}>
        {values.map((value, i) => (
          <span key={value} class="pr-chip">
            {value}
            <button
              type="button"
              aria-label={t("protocols.removeWord", { word: value })}
              onClick={() => {
                onChange(values.filter((_, n) => n !== i));
                document.getElementById(id)?.focus();
              }}
            >
              <Icon of={X} />
            </button>
          </span>
        ))}
        <input
          id={id}
          value={text}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="enter"
          aria-invalid={invalid}
          aria-describedby={describedBy}
          list={suggest ? `${id}-list` : undefined}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            if (/[,，、]/.test(typed) && !(event as InputEvent).isComposing) add(typed);
            else setText(typed);
          }}
          onBlur={() => {
            add(text);
          }}
          onKeyDown={(event) => {
            // While Hangul is composed, Enter ends the syllable.
            if (event.isComposing) return;
            if (event.key === "Enter") {
              event.preventDefault();
              add(text);
            } else if (event.key === "Backspace" && text === "" && values.length > 0) onChange(values.slice(0, -1));
          }}
        />
        {suggest && (
          <datalist id={`${id}-list`}>
            {suggest.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
      </div>
      {hint !== undefined && <small>{hint}</small>}
    </div>
  );
}
