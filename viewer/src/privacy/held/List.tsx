import { Lock } from "lucide";
import { useState } from "preact/hooks";
import { api, type HeldItem } from "../../api";
import { t, tn, word } from "../../shared/i18n";
import { useLive, useLoad } from "../../shared/load";
import { Link } from "../../shared/route";
import { dateTime, exactTime, shortTime } from "../../shared/time";
import { siteName } from "../../shared/words";
import { Empty, Failure, Icon, Skeleton } from "../../shared/ui";

const tail = (uid: string): string => `…${uid.slice(-10)}`;

function Row({ item, ofStudy }: { item: HeldItem; ofStudy: number }) {
  const open = item.state === "held";
  return (
    <tr>
      <td>
        <strong class="held-reasons">
          <Icon of={Lock} />
          {item.reasons.map((reason) => word("reason", reason)).join(", ")}
        </strong>
      </td>
      <td>
        {item.modality} <span class="quiet">{item.frames > 1 ? tn("held.frames", item.frames) : ""}</span>
      </td>
      <td>{item.device}</td>
      <td>{siteName(item.site)}</td>
      <td>
        <code title={item.study}>{tail(item.study)}</code> {ofStudy > 1 && <span class="quiet">{t("held.ofStudy", { n: ofStudy })}</span>}
      </td>
      <td class="nowrap" title={exactTime(item.heldAt)}>
        {shortTime(item.heldAt)}
      </td>
      <td class="nowrap quiet" data-prefix={open ? `${t("held.col.until")} ` : undefined}>
        {open ? dateTime(item.endsAt).slice(0, 10) : word("held.state", item.state)}
      </td>
      <td class="action-cell">
        {open && (
          <Link class="button" href={`/privacy/held/${item.id}`}>
            {t("held.open")}
          </Link>
        )}
      </td>
    </tr>
  );
}

/** What waits for a decision, oldest first; or what was decided. */
export function HeldList() {
  const [state, setState] = useState<"open" | "decided">("open");
  const { data, error, reload } = useLoad((signal) => api.held(state, signal), [state]);
  useLive(reload);
  const counts = new Map(data?.studies.map((one) => [one.study, one.held]));
  return (
    <>
      <div class="filter-row" role="group" aria-label={t("held.title")}>
        {(["open", "decided"] as const).map((one) => (
          <button
            key={one}
            type="button"
            class="button"
            aria-pressed={state === one}
            onClick={() => {
              setState(one);
            }}
          >
            {t(`held.tab.${one}`)}
            {one === "open" && data ? ` ${String(data.held)}` : ""}
          </button>
        ))}
      </div>
      {error !== null ? (
        <Failure error={error} onRetry={reload} />
      ) : data === null ? (
        <Skeleton rows={8} height={28} />
      ) : data.items.length === 0 ? (
        <Empty title={t(state === "open" ? "held.none" : "held.noneDecided")} hint={t("held.noneHint")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards held-table">
            <thead>
              <tr>
                <th scope="col">{t("held.col.reason")}</th>
                <th scope="col">{t("held.col.modality")}</th>
                <th scope="col">{t("held.col.device")}</th>
                <th scope="col">{t("privacy.col.site")}</th>
                <th scope="col">{t("privacy.col.study")}</th>
                <th scope="col">{t("held.col.since")}</th>
                <th scope="col">{t(state === "open" ? "held.col.until" : "held.col.state")}</th>
                <th scope="col" />
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <Row key={item.id} item={item} ofStudy={counts.get(item.study) ?? 0} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
