import { Download, Printer } from "lucide";
import { api, type Receipt as ReceiptData, type StudyUid } from "../api";
import { t, word } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { Failure, Icon, Skeleton } from "../shared/ui";
import { ReceiptChain } from "./ReceiptChain";

const actions: readonly (keyof ReceiptData["actions"])[] = ["remove", "empty", "dummy", "uid", "date", "keep"];

function Body({ receipt }: { receipt: ReceiptData }) {
  const most = Math.max(1, ...actions.map((action) => receipt.actions[action]));
  return (
    <div class="receipt">
      <p class="receipt-id">
        <code>{receipt.study}</code>
        <span>{t("privacy.instances", { n: receipt.instances })}</span>
      </p>
      <h3>{t("privacy.profile")}</h3>
      <p>
        {receipt.profile.name} · {receipt.profile.version}
        <br />
        <code class="hash">{receipt.profile.sha256}</code>
      </p>
      <h3>{t("privacy.actions")}</h3>
      <dl class="bars">
        {actions.map((action) => (
          <div key={action}>
            <dt>{t(`privacy.action.${action}`)}</dt>
            <dd>
              <span
                class={receipt.actions[action] === 0 ? "" : "bar"}
                style={{ width: `${String((100 * receipt.actions[action]) / most)}%` }}
              />
              <span>{receipt.actions[action].toLocaleString()}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t("privacy.findings")}</h3>
      {receipt.findings.length === 0 ? (
        <p class="quiet">{t("privacy.findingsNone")}</p>
      ) : (
        <ul class="receipt-list">
          {receipt.findings.map((finding) => (
            <li key={`${finding.code}${finding.at}`}>
              <strong>{word("finding", finding.code)}</strong> <code>{finding.at}</code> <span class="quiet">×{finding.count}</span>
            </li>
          ))}
        </ul>
      )}
      <ReceiptChain receipt={receipt} />
      <h3>{t("privacy.tables")}</h3>
      <ul class="receipt-list">
        {receipt.tables.map((table) => (
          <li key={table.name}>
            {table.name} · {table.edition}
            <br />
            <code class="hash">{table.sha256}</code>
          </li>
        ))}
      </ul>
      <p>
        <button
          type="button"
          class="quiet-link"
          onClick={() => {
            window.print();
          }}
        >
          <Icon of={Printer} />
          {t("privacy.print")}
        </button>{" "}
        <a
          class="quiet-link"
          href={`/api/privacy/receipts/${encodeURIComponent(receipt.study)}`}
          download={`receipt-${receipt.study}.json`}
        >
          <Icon of={Download} />
          JSON
        </a>
      </p>
    </div>
  );
}

/** What de-identification did to a study, counted: no value of the patient is in it. */
export function Receipt({ study }: { study: StudyUid }) {
  const { data, error, reload } = useLoad((signal) => api.receipt(study, signal), [study]);
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  return data ? <Body receipt={data} /> : <Skeleton rows={8} />;
}
