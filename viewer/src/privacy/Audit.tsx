import { Search } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { api, type AuditRow } from "../api";
import { errorText } from "../shared/errors";
import { t, word } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { dateTime, exactTime } from "../shared/time";
import { siteName } from "../shared/words";
import { Empty, Failure, Icon, Skeleton, toast } from "../shared/ui";
import { Chain } from "./Chain";
import { detailText } from "./detail";

const limit = 100;

/** Mapped UIDs are long; the tail tells them apart, the whole stands in the tooltip. */
const tail = (uid: string): string => (uid.length <= 14 ? uid : `…${uid.slice(-10)}`);

export function Audit({ onReceipt }: { onReceipt: (study: string) => void }) {
  const [study, setStudy] = useState("");
  const [typed, setTyped] = useState("");
  const first = useLoad((signal) => api.audit({ study, limit }, signal), [study]);
  const [older, setOlder] = useState<AuditRow[]>([]);
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    setOlder([]);
    setEnded(first.data !== null && first.data.items.length < limit);
  }, [first.data]);
  const rows = [...(first.data?.items ?? []), ...older];

  const more = async (): Promise<void> => {
    const last = rows.at(-1);
    if (!last) return;
    try {
      const page = await api.audit({ study, limit, before: last.seq });
      setOlder([...older, ...page.items]);
      setEnded(page.items.length < limit);
    } catch (error) {
      toast({ text: errorText(error), tone: "error" });
    }
  };

  return (
    <>
      {first.data && <Chain chain={first.data.chain} />}
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
            placeholder={t("privacy.filter")}
            aria-label={t("privacy.filter")}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              if (event.currentTarget.value === "") setStudy("");
            }}
          />
        </label>
        <button type="submit" class="button">
          {t("action.search")}
        </button>
      </form>
      {first.error !== null ? (
        <Failure error={first.error} onRetry={first.reload} />
      ) : first.data === null ? (
        <Skeleton rows={10} height={20} />
      ) : rows.length === 0 ? (
        <Empty title={t("privacy.none")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards audit-table">
            <thead>
              <tr>
                <th scope="col" class="number-cell">
                  {t("privacy.col.seq")}
                </th>
                <th scope="col">{t("privacy.col.at")}</th>
                <th scope="col">{t("privacy.col.actor")}</th>
                <th scope="col">{t("privacy.col.action")}</th>
                <th scope="col">{t("privacy.col.study")}</th>
                <th scope="col">{t("privacy.col.site")}</th>
                <th scope="col">{t("privacy.col.detail")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.seq} class={first.data?.chain.brokenAt === row.seq ? "row-broken" : ""}>
                  <td class="number-cell quiet">{row.seq}</td>
                  <td class="nowrap" title={exactTime(row.at)}>
                    {dateTime(row.at)}
                  </td>
                  <td>
                    {row.actor} <span class="quiet">{word("role", row.role)}</span>
                  </td>
                  <td>
                    <strong>{word("audit", row.action)}</strong>
                  </td>
                  <td>
                    {row.study !== null && (
                      <button
                        type="button"
                        class="uid"
                        title={row.study}
                        aria-label={`${tail(row.study)} · ${t("privacy.receiptOf")}`}
                        onClick={() => {
                          onReceipt(row.study ?? "");
                        }}
                      >
                        {tail(row.study)}
                      </button>
                    )}
                  </td>
                  <td>{siteName(row.site)}</td>
                  <td class="quiet">{detailText(row.detail)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {!ended && (
            <p class="more">
              <button type="button" class="button" onClick={() => void more()}>
                {t("action.more")}
              </button>
            </p>
          )}
        </div>
      )}
    </>
  );
}
