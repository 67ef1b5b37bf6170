import { Search } from "lucide";
import { useState } from "preact/hooks";
import { t } from "../shared/i18n";
import { Empty, Icon } from "../shared/ui";
import { Receipt } from "./Receipt";

/** A study's receipt, asked for by its UID. */
export function Receipts() {
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
