import type { Language } from "../../api";
import { language, t } from "../i18n";

const names: Record<Language, "language.ko" | "language.en"> = { ko: "language.ko", en: "language.en" };

export function LanguageSwitch({ onChange }: { onChange: (next: Language) => void }) {
  return (
    <div class="segmented" role="group" aria-label={t("language.label")}>
      {(["ko", "en"] as const).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={language.value === one}
          onClick={() => {
            onChange(one);
          }}
        >
          {t(names[one])}
        </button>
      ))}
    </div>
  );
}
