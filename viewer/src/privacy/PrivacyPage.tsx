import { ArrowLeft, FileKey2, Frame as FrameIcon, KeyRound, Lock, ScrollText } from "lucide";
import { useState } from "preact/hooks";
import { api } from "../api";
import { Frame } from "../frame";
import { t } from "../shared/i18n";
import { useLive, useLoad } from "../shared/load";
import { Link, path } from "../shared/route";
import { Dialog, Icon } from "../shared/ui";
import { Audit } from "./Audit";
import { HeldList, HeldReview, Rules } from "./held";
import { Receipt } from "./Receipt";
import { Receipts } from "./Receipts";
import { Vault } from "./vault";
import "./privacy.css";

const titles = {
  "/privacy/held": "held.title",
  "/privacy/rules": "rules.title",
  "/privacy/receipts": "privacy.receipt",
  "/privacy/vault": "vault.title",
} as const;

export function PrivacyPage() {
  const at = path.value;
  const held = /^\/privacy\/held\/([0-9a-f-]+)$/.exec(at)?.[1];
  const [receiptOf, setReceiptOf] = useState<string | null>(null);
  const waiting = useLoad((signal) => api.held("open", signal), [at]);
  useLive(waiting.reload);
  const title = t(held === undefined ? (titles[at as keyof typeof titles] ?? "privacy.title") : "held.review");
  return (
    <Frame
      title={title}
      nav={[
        { href: "/privacy", icon: ScrollText, label: t("privacy.audit") },
        { href: "/privacy/held", icon: Lock, label: t("held.nav"), count: waiting.data?.held ?? 0 },
        { href: "/privacy/rules", icon: FrameIcon, label: t("rules.nav") },
        { href: "/privacy/receipts", icon: FileKey2, label: t("privacy.receipts") },
        { href: "/privacy/vault", icon: KeyRound, label: t("vault.nav") },
      ]}
    >
      <div class={held === undefined ? "page" : "page page-wide"}>
        <header class="page-head">
          {held !== undefined && (
            <Link class="button-icon" href="/privacy/held">
              <Icon of={ArrowLeft} size={20} label={t("held.back")} />
            </Link>
          )}
          <h1>{title}</h1>
        </header>
        {held !== undefined ? (
          <HeldReview key={held} id={held} />
        ) : at === "/privacy/held" ? (
          <HeldList />
        ) : at === "/privacy/rules" ? (
          <Rules />
        ) : at === "/privacy/receipts" ? (
          <Receipts />
        ) : at === "/privacy/vault" ? (
          <Vault />
        ) : (
          <Audit onReceipt={setReceiptOf} />
        )}
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
