import { CircleAlert, ShieldCheck } from "lucide";
import type { HeldLook } from "../../api";
import { t, word } from "../../shared/i18n";
import { Icon } from "../../shared/ui";

/** What the second look says of the image with the boxes as they are now. */
export function Verdict({ look }: { look: HeldLook | null }) {
  if (look === null) return <p class="held-verdict quiet">{t("held.looking")}</p>;
  return (
    <div class={look.clean ? "held-verdict held-clean" : "held-verdict held-unclean"} role="status">
      <Icon of={look.clean ? ShieldCheck : CircleAlert} size={20} />
      <div>
        <strong>{look.clean ? t("held.clean") : look.reasons.map((reason) => word("reason", reason)).join(", ")}</strong>
        <p>{look.clean ? t(look.pixels === "notLooked" ? "held.pixelsYours" : "held.pixelsLooked") : t("held.cannot")}</p>
      </div>
    </div>
  );
}
