import { FileX2, Lock, ShieldAlert, ShieldCheck } from "lucide";
import type { Receipt } from "../api";
import { t, tn, word } from "../shared/i18n";
import { dateTime } from "../shared/time";
import { Icon } from "../shared/ui";

const tail = (text: string): string => `…${text.slice(-10)}`;

/** The receipts of the instances, link by link, and what became of what was held. */
export function ReceiptChain({ receipt }: { receipt: Receipt }) {
  return (
    <>
      <h3>{t("receipt.chain")}</h3>
      <p class="receipt-chain">
        <Icon of={receipt.intact ? ShieldCheck : ShieldAlert} size={20} />
        {receipt.intact ? tn("receipt.intact", receipt.links) : t("receipt.broken")}
      </p>
      {receipt.dropped.length > 0 && (
        <ul class="receipt-list">
          {receipt.dropped.map((one) => (
            <li key={one.instance} class="receipt-held">
              <Icon of={FileX2} />
              <span>
                {t("receipt.dropped", { kind: one.class.replace(/ Storage$/, "") })} <span class="quiet">{dateTime(one.at)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {receipt.held.length > 0 && (
        <ul class="receipt-list">
          {receipt.held.map((one) => (
            <li key={one.id} class="receipt-held">
              <Icon of={Lock} />
              <span>
                {one.reasons.map((reason) => word("reason", reason)).join(", ")} · {word("held.state", one.state)}
                {one.decidedBy !== null && ` · ${t("held.decidedBy", { name: one.decidedBy })}`}
                {one.note !== null && <span class="quiet"> {one.note}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{tn("receipt.links", receipt.chain.length)}</summary>
        <div class="table-scroll">
          <table class="table table-cards receipt-table">
            <thead>
              <tr>
                <th scope="col" class="number-cell">
                  {t("privacy.col.seq")}
                </th>
                <th scope="col">{t("privacy.col.at")}</th>
                <th scope="col">{t("receipt.instance")}</th>
                <th scope="col">{t("receipt.pixels")}</th>
                <th scope="col">{t("receipt.by")}</th>
                <th scope="col">{t("receipt.out")}</th>
              </tr>
            </thead>
            <tbody>
              {receipt.chain.map((link) => (
                <tr key={link.seq}>
                  <td class="number-cell quiet">{link.seq}</td>
                  <td class="nowrap">{dateTime(link.at)}</td>
                  <td>
                    <code title={link.instance}>{tail(link.instance)}</code>
                  </td>
                  <td>
                    {word("receipt.state", link.receipt.pixels)}
                    {link.receipt.boxes.length > 0 && <span class="quiet"> {tn("rules.boxes", link.receipt.boxes.length)}</span>}
                  </td>
                  <td>{link.receipt.releasedBy ?? <span class="quiet">{t("receipt.nobody")}</span>}</td>
                  <td>
                    <code class="hash" title={link.receipt.sha256Out}>
                      {link.receipt.sha256Out.slice(0, 12)}
                    </code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
