import { FileKey2, ScrollText, Search } from "lucide";
import { useState } from "preact/hooks";
import { Frame } from "../frame";
import { t } from "../shared/i18n";
import { path } from "../shared/route";
import { Dialog, Empty, Icon } from "../shared/ui";
import { Audit } from "./Audit";
import { Receipt } from "./Receipt";
import "./privacy.css";

function Receipts() {
  const [typed, setTyped] = useState("");
  const [study, setStudy] = useState("");
  return (
    <>
      <form
        class="filter-row"
        onSubmit={(event) => {
          event.preventDefault();
          setStudy(typed.trim());
        }}
      >
        <label class="search">
          <Icon of={Search} />
          <input
            type="search"
            value={typed}
            placeholder="2.25.…"
            aria-label={t("privacy.filter")}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
            }}
          />
        </label>
        <button type="submit" class="button button-primary">
          {t("privacy.receiptShow")}
        </button>
      </form>
      {study === "" ? <Empty title={t("privacy.receipt")} hint={t("privacy.receiptHint")} /> : <Receipt study={study} />}
    </>
  );
}

export function PrivacyPage() {
  const receipts = path.value === "/privacy/receipts";
  const [receiptOf, setReceiptOf] = useState<string | null>(null);
  const title = t(receipts ? "privacy.receipt" : "privacy.title");
  return (
    <Frame
      title={title}
      nav={[
        { href: "/privacy", icon: ScrollText, label: t("privacy.audit") },
        { href: "/privacy/receipts", icon: FileKey2, label: t("privacy.receipts") },
      ]}
    >
      <div class="page">
        <header class="page-head">
          <h1>{title}</h1>
        </header>
        {receipts ? <Receipts /> : <Audit onReceipt={setReceiptOf} />}
      </div>
      {receiptOf !== null && (
        <Dialog
          title={t("privacy.receipt")}
          wide
          onClose={() => {
            setReceiptOf(null);
          }}
        >
          <Receipt study={receiptOf} />
        </Dialog>
      )}
    </Frame>
  );
}
