import { CircleAlert, ShieldCheck } from "lucide";
import type { Box, HeldLook } from "../../api";
import { t, tn, word } from "../../shared/i18n";
import { Icon } from "../../shared/ui";

/** What the second look says of the image with the boxes as they are now. */
export function Verdict({ look, onAdd }: { look: HeldLook | null; onAdd: (boxes: readonly Box[]) => void }) {
  if (look === null) return <p class="held-verdict quiet">{t("held.looking")}</p>;
  return (
    <div class={look.clean ? "held-verdict held-clean" : "held-verdict held-unclean"} role="status">
      <Icon of={look.clean ? ShieldCheck : CircleAlert} size={20} />
      <div>
        <strong>{look.clean ? t("held.clean") : look.reasons.map((reason) => word("reason", reason)).join(", ")}</strong>
        <p>
          {look.clean
            ? t(look.pixels === "notLooked" ? "held.pixelsYours" : "held.pixelsLooked")
            : t(look.pixels === "textLeft" ? "held.textLeft" : "held.cannot")}
        </p>
      </div>
      {look.boxes.length > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            onAdd(look.boxes);
          }}
        >
          {tn("held.addFound", look.boxes.length)}
        </button>
      )}
    </div>
  );
}
