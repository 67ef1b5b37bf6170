import { useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../shared/i18n";
import { useLive, useLoad } from "../../shared/load";
import { Asks } from "./Asks";
import { Joined } from "./Joined";
import { Patients } from "./Patients";
import { Sites } from "./Sites";

const tabs = ["patients", "asks", "joined", "sites"] as const;

/** What only the vault can do: join two numbers of one person, open identities with a second officer, and destroy a site's keys. */
export function Vault() {
  const [tab, setTab] = useState<(typeof tabs)[number]>("patients");
  const asks = useLoad((signal) => api.asks(signal), [tab]);
  useLive(asks.reload);
  const open = asks.data?.items.filter((ask) => ask.agreedAt === null).length ?? 0;
  return (
    <>
      <div class="chips vault-tabs" role="group" aria-label={t("vault.title")}>
        {tabs.map((one) => (
          <button
            key={one}
            type="button"
            class="chip"
            aria-pressed={tab === one}
            onClick={() => {
              setTab(one);
            }}
          >
            {t(`vault.tab.${one}`)}
            {one === "asks" && open > 0 && <span class="chip-count">{open}</span>}
          </button>
        ))}
      </div>
      {tab === "patients" ? (
        <Patients
          onAsked={() => {
            setTab("asks");
          }}
        />
      ) : tab === "asks" ? (
        <Asks asks={asks} />
      ) : tab === "joined" ? (
        <Joined />
      ) : (
        <Sites />
      )}
    </>
  );
}
