import { Download } from "lucide";
import { Icon } from "../shared/ui";
import { t } from "./i18n";

interface Props {
  text: string;
  invalid: boolean;
  onChange: (text: string) => void;
  onExport: () => void;
}

/** A protocol as the file that it is. */
export function TextForm({ text, invalid, onChange, onExport }: Props) {
  return (
    <section class="pr-part">
      <label class="field pr-text">
        <span>{t("protocols.text")}</span>
        <textarea
          rows={24}
          value={text}
          spellcheck={false}
          aria-invalid={invalid}
          aria-describedby="pr-faults"
          onInput={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      </label>
      <button type="button" class="button" onClick={onExport}>
        <Icon of={Download} />
        {t("protocols.exportOne")}
      </button>
    </section>
  );
}
