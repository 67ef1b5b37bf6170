import { Dialog } from "../../shared/ui";
import { keyRows } from "../core/keys";
import { t, type ReadKey } from "../i18n";
import { keysOpen } from "./screen";

export function KeyMap() {
  return (
    <Dialog
      title={t("keys.title")}
      wide
      onClose={() => {
        keysOpen.value = false;
      }}
    >
      <ul class="rr-keys">
        {keyRows.map((row) => (
          <li key={row.label}>
            <span class="rr-keycaps">
              {row.label.split(" ").map((cap) => (cap === "–" ? <i key={cap}>–</i> : <kbd key={cap}>{cap}</kbd>))}
            </span>
            <span>{t(row.words as ReadKey)}</span>
          </li>
        ))}
      </ul>
      <p class="rr-hint">{t("keys.mouse")}</p>
      <p class="rr-hint">{t("keys.touch")}</p>
    </Dialog>
  );
}
