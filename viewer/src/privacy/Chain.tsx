import { ShieldAlert, ShieldCheck } from "lucide";
import type { AuditPage } from "../api";
import { t } from "../shared/i18n";
import { Icon } from "../shared/ui";

/** The verdict over the hash chain of the audit rows. */
export function Chain({ chain }: { chain: AuditPage["chain"] }) {
  return (
    <div class={chain.intact ? "chain" : "chain chain-broken"} role="status">
      <Icon of={chain.intact ? ShieldCheck : ShieldAlert} size={24} />
      <div>
        <strong>{chain.intact ? t("privacy.intact") : t("privacy.broken", { n: chain.brokenAt ?? "?" })}</strong>
        <p>{chain.intact ? t("privacy.intactHint", { n: chain.checked.toLocaleString() }) : t("privacy.brokenHint")}</p>
      </div>
    </div>
  );
}
