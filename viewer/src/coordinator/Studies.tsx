import { Clock, TriangleAlert } from "lucide";
import { useState } from "preact/hooks";
import { api, type CoordinatorItem, type Overview } from "../api";
import { errorText } from "../shared/errors";
import { t, tn, word } from "../shared/i18n";
import { useLive, useLoad } from "../shared/load";
import { ago, duration, exactTime, now } from "../shared/time";
import { person, studyName } from "../shared/words";
import { ClaimPill, Failure, Icon, Skeleton, toast, UrgencyBadge } from "../shared/ui";
import { grouped, groups, type Group } from "./groups";
import { StudyDialog } from "./StudyDialog";

const titles = {
  stuck: "coordinator.stuckList",
  late: "coordinator.lateList",
  waiting: "coordinator.waitingList",
  reading: "coordinator.readingList",
  done: "coordinator.doneList",
} as const;

function Numbers({ data }: { data: Overview }) {
  return (
    <dl class="numbers">
      <div class="number">
        <dt>{t("coordinator.waiting")}</dt>
        <dd>{data.waiting}</dd>
        <dd class="quiet">{t("coordinator.readingNow", { n: data.reading })}</dd>
      </div>
      <div class={data.late > 0 ? "number number-late" : "number"}>
        <dt>
          {data.late > 0 && <Icon of={Clock} />}
          {t("coordinator.late")}
        </dt>
        <dd>{data.late}</dd>
        <dd class="quiet">{t("coordinator.lateHint")}</dd>
      </div>
      <div class={data.stuck > 0 ? "number number-stuck" : "number"}>
        <dt>
          {data.stuck > 0 && <Icon of={TriangleAlert} />}
          {t("coordinator.stuck")}
        </dt>
        <dd>{data.stuck}</dd>
        <dd class="quiet">{t("coordinator.stuckHint")}</dd>
      </div>
      <div class="number">
        <dt>{t("coordinator.median")}</dt>
        <dd>{data.medianTurnaroundMinutes === null ? "–" : duration(data.medianTurnaroundMinutes)}</dd>
        <dd class="quiet">{data.medianTurnaroundMinutes === null ? t("coordinator.noMedian") : t("coordinator.medianHint")}</dd>
      </div>
    </dl>
  );
}

interface RowProps {
  item: CoordinatorItem;
  group: Group;
  onOpen: () => void;
  onChanged: () => void;
}

function Row({ item, group, onOpen, onChanged }: RowProps) {
  const retry = async (): Promise<void> => {
    try {
      await api.retry(item.study);
      toast({ text: t("coordinator.retried") });
    } catch (error) {
      toast({ text: errorText(error), tone: "error" });
    }
    onChanged();
  };
  return (
    <li class="line-row">
      <button type="button" class="line-open" onClick={onOpen}>
        <UrgencyBadge emergency={item.emergency} since={item.waitingSince} dueAt={item.dueAt} running={group !== "done"} />
        <span class="line-what">
          <strong>{studyName(item)}</strong>
          <span class="quiet">{person(item)}</span>
        </span>
        <span class="line-site">{item.site.name}</span>
        <span class={group === "stuck" ? "line-note stuck-word" : "line-note"} title={item.stuck ?? item.question ?? ""}>
          {item.stuck ?? item.question ?? ""}
        </span>
        <span class="line-state">{item.claim ? <ClaimPill claim={item.claim} /> : word("state", item.state)}</span>
        <time class="quiet" dateTime={item.waitingSince} title={exactTime(item.waitingSince)}>
          {ago(item.waitingSince)}
        </time>
      </button>
      {group === "stuck" && (
        <button type="button" class="button button-row" onClick={() => void retry()}>
          {t("coordinator.retry")}
        </button>
      )}
    </li>
  );
}

export function Studies() {
  const overview = useLoad((signal) => api.overview(signal), []);
  const studies = useLoad((signal) => api.coordinatorStudies(undefined, signal), []);
  const [open, setOpen] = useState<string | null>(null);
  const reload = (): void => {
    overview.reload();
    studies.reload();
  };
  useLive(reload);
  const lists = studies.data ? grouped(studies.data.items, Math.floor(now.value / 15_000) * 15_000) : null;
  const chosen = studies.data?.items.find((item) => item.study === open);
  const error = overview.error ?? studies.error;

  return (
    <>
      {error !== null && <Failure error={error} onRetry={reload} />}
      {overview.data ? <Numbers data={overview.data} /> : error === null && <Skeleton rows={3} height={28} />}
      {lists
        ? groups.map((group) => (
            <section key={group} class={`line-group line-group-${group}`} aria-labelledby={`group-${group}`}>
              <h2 id={`group-${group}`}>
                {t(titles[group])} <span class="page-count">{tn("study.count", lists[group].length)}</span>
              </h2>
              {lists[group].length === 0 ? (
                <p class="quiet line-none">{t("coordinator.none")}</p>
              ) : (
                <ul class="line-list">
                  {lists[group].map((item) => (
                    <Row
                      key={item.study}
                      item={item}
                      group={group}
                      onChanged={reload}
                      onOpen={() => {
                        setOpen(item.study);
                      }}
                    />
                  ))}
                </ul>
              )}
            </section>
          ))
        : error === null && <Skeleton rows={8} height={24} />}
      {chosen && (
        <StudyDialog
          item={chosen}
          onChanged={reload}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </>
  );
}
