import type { Claim } from "../../api";
import { t } from "../i18n";
import { exactTime } from "../time";

export function ClaimPill({ claim }: { claim: Claim }) {
  const label = claim.mine ? t("claim.mine") : t("claim.other", { name: claim.reader.displayName });
  return (
    <span class={claim.mine ? "claim claim-mine" : "claim"} title={`${label} · ${exactTime(claim.until)}`}>
      <span class="claim-initials" aria-hidden="true">
        {claim.reader.initials}
      </span>
      <span class="claim-name">{label}</span>
    </span>
  );
}
