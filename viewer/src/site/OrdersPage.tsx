import { CircleCheck, CirclePlay, CircleX, Clock, Plus, Search, Zap } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { api, type Order } from "../api";
import { Frame } from "../frame";
import { me } from "../session";
import { errorText } from "../shared/errors";
import { t, word } from "../shared/i18n";
import { useLive, useLoad } from "../shared/load";
import { dateTime, exactTime, shortTime } from "../shared/time";
import { sex } from "../shared/words";
import { Dialog, Empty, Failure, Icon, Skeleton, toast } from "../shared/ui";
import { siteNav } from "./nav";
import { OrderDialog } from "./OrderDialog";
import { dayOf, inTurn, isOpen, matchesOrder, type OrderFilter } from "./orders";
import { patientName } from "./steps";
import "./orders.css";

const filters: readonly OrderFilter[] = ["open", "done", "all"];
const icons = { scheduled: Clock, inProgress: CirclePlay, completed: CircleCheck, discontinued: CircleX, cancelled: CircleX } as const;

function State({ order }: { order: Order }) {
  const since = order.state === "inProgress" ? order.startedAt : order.endedAt;
  return (
    <div class={`order-state order-state-${order.state}`}>
      <span class="order-state-word">
        <Icon of={icons[order.state]} />
        {word("orderState", order.state)}
      </span>
      <span class="quiet">
        {order.arrivedAt !== null ? (
          <time title={exactTime(order.arrivedAt)}>{t("orders.arrived", { time: shortTime(order.arrivedAt) })}</time>
        ) : (
          since !== null && (
            <time title={exactTime(since)}>
              {t(order.state === "inProgress" ? "orders.since" : "orders.at", { time: shortTime(since) })}
            </time>
          )
        )}
      </span>
    </div>
  );
}

export function OrdersPage() {
  const { data, error, reload } = useLoad((signal) => api.orders(signal), []);
  useLive(reload);
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<OrderFilter>("open");
  const [editing, setEditing] = useState<Order | "new" | null>(null);
  const [cancelling, setCancelling] = useState<Order | null>(null);
  const all = data?.items ?? [];
  const shown = inTurn(all).filter((order) => matchesOrder(order, filter, query));
  const sites = me.value?.sites ?? [];

  // N opens the form wherever nobody is writing.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const busy = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog") !== null;
      if (event.key.toLowerCase() !== "n" || busy || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setEditing("new");
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, []);

  const tell = async (work: Promise<unknown>, done: string): Promise<void> => {
    try {
      await work;
      toast({ text: done });
    } catch (fault) {
      toast({ text: errorText(fault), tone: "error" });
    } finally {
      reload();
    }
  };

  return (
    <Frame title={t("orders.title")} nav={siteNav({ orders: all.filter(isOpen).length })}>
      <div class="site-page orders-page">
        <header class="page-head">
          <div>
            <h1>{t("orders.title")}</h1>
            <p class="quiet">{sites.map((site) => site.name).join(", ")}</p>
          </div>
          <label class="search">
            <Icon of={Search} />
            <input
              type="search"
              value={query}
              placeholder={t("orders.search")}
              aria-label={t("orders.search")}
              onInput={(event) => {
                setQuery(event.currentTarget.value);
              }}
            />
          </label>
          <button
            type="button"
            class="button button-primary page-action"
            title={`${t("orders.add")} (N)`}
            onClick={() => {
              setEditing("new");
            }}
          >
            <Icon of={Plus} />
            {t("orders.add")}
          </button>
        </header>
        <div class="chips" role="group" aria-label={t("orders.filter")}>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={filter === one}
              onClick={() => {
                setFilter(one);
              }}
            >
              {t(`orders.filter.${one}`)}
              <span class="chip-count">{all.filter((order) => matchesOrder(order, one, "")).length}</span>
            </button>
          ))}
        </div>
        {error !== null && <Failure error={error} onRetry={reload} />}
        {data === null ? (
          error === null && <Skeleton rows={6} height={40} />
        ) : shown.length > 0 ? (
          <>
            <ul class="order-list">
              {shown.map((order) => (
                <li key={order.order} class={`order ${isOpen(order) ? "" : "order-ended"}`}>
                  <div class="order-when">
                    <time title={exactTime(order.scheduledAt)}>{dateTime(order.scheduledAt)}</time>
                    {order.priority !== "routine" && (
                      <span class={`order-priority order-priority-${order.priority}`}>
                        {order.priority === "emergency" && <Icon of={Zap} />}
                        {word("priority", order.priority)}
                      </span>
                    )}
                  </div>
                  <div class="order-who">
                    <strong>{order.patient.name === "" ? t("orders.noName") : patientName(order.patient.name)}</strong>
                    <span class="quiet">
                      {[order.patient.id, sex(order.patient.sex), dayOf(order.patient.birthDate)].filter((part) => part !== "").join(" · ")}
                    </span>
                  </div>
                  <div class="order-what">
                    <strong>{[order.modality, order.procedure].join(" ")}</strong>
                    <span class="quiet">
                      {[
                        data.stations.find((station) => station.aeTitle === order.station)?.name ?? order.station ?? t("orders.anyStation"),
                        order.accession,
                      ].join(" · ")}
                    </span>
                  </div>
                  <State order={order} />
                  <div class="order-actions">
                    {order.state === "scheduled" && (
                      <>
                        <button
                          type="button"
                          class="button"
                          onClick={() => {
                            setEditing(order);
                          }}
                        >
                          {t("orders.editThis")}
                        </button>
                        <button
                          type="button"
                          class="button button-quiet"
                          onClick={() => {
                            setCancelling(order);
                          }}
                        >
                          {t("orders.cancelThis")}
                        </button>
                      </>
                    )}
                    {order.state === "inProgress" && (
                      <button type="button" class="button" onClick={() => void tell(api.completeOrder(order.order), t("orders.completed"))}>
                        {t("orders.completeThis")}
                      </button>
                    )}
                  </div>
                </li>
              ))}
            </ul>
            {data.more && <p class="quiet">{t("orders.more")}</p>}
          </>
        ) : all.length === 0 ? (
          <Empty title={t("orders.empty")} hint={t("orders.emptyHint")} />
        ) : (
          <Empty title={t("orders.noMatch")} />
        )}
      </div>
      {editing !== null && data !== null && (
        <OrderDialog
          order={editing === "new" ? null : editing}
          sites={sites}
          stations={data.stations.filter((station) => editing === "new" || station.site === editing.site)}
          onClose={() => {
            setEditing(null);
          }}
          onDone={() => {
            toast({ text: t(editing === "new" ? "orders.placed" : "orders.saved") });
            setEditing(null);
            reload();
          }}
        />
      )}
      {cancelling !== null && (
        <Dialog
          title={t("orders.cancelTitle")}
          onClose={() => {
            setCancelling(null);
          }}
          actions={
            <>
              <button
                type="button"
                class="button"
                onClick={() => {
                  setCancelling(null);
                }}
              >
                {t("orders.keep")}
              </button>
              <button
                type="button"
                class="button button-primary"
                onClick={() => {
                  void tell(api.cancelOrder(cancelling.order), t("orders.cancelled"));
                  setCancelling(null);
                }}
              >
                {t("orders.cancelConfirm")}
              </button>
            </>
          }
        >
          <p>
            <strong>{patientName(cancelling.patient.name)}</strong>, {cancelling.modality} {cancelling.procedure}
          </p>
          <p>{t("orders.cancelText")}</p>
        </Dialog>
      )}
    </Frame>
  );
}
