import { X } from "lucide";
import type { ComponentChildren } from "preact";
import { api, type WorklistItem } from "../api";
import { t, word } from "../shared/i18n";
import { useLive, useLoad } from "../shared/load";
import { openReading } from "../shared/route";
import { dateTime, exactTime } from "../shared/time";
import { images, person, studyName } from "../shared/words";
import { ClaimPill, Failure, Icon, Skeleton, Timeline, UrgencyBadge } from "../shared/ui";

interface Props {
  item: WorklistItem;
  onClose: () => void;
  onStart: (item: WorklistItem) => void;
  onRelease: (item: WorklistItem) => void;
}

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Order, state and history of the study under the cursor, without opening it. */
export function Panel({ item, onClose, onStart, onRelease }: Props) {
  const timeline = useLoad((signal) => api.timeline(item.study, signal), [item.study]);
  useLive(timeline.reload, item.study);
  const finished = item.state === "reported" || item.state === "delivered";
  const free = item.claim === null && !finished;
  return (
    <aside class="panel" aria-label={t("worklist.panel")}>
      <header class="panel-head">
        <div>
          <UrgencyBadge emergency={item.emergency} since={item.waitingSince} dueAt={item.dueAt} running={!finished} />
          <h2>{studyName(item)}</h2>
          {item.description !== null && <p class="quiet">{item.description}</p>}
        </div>
        <button type="button" class="button-icon" aria-label={t("action.close")} onClick={onClose}>
          <Icon of={X} size={20} />
        </button>
      </header>
      <section class="panel-question">
        <h3>{t("study.question")}</h3>
        <p>{item.question ?? <span class="quiet">{t("worklist.noQuestion")}</span>}</p>
      </section>
      <dl class="facts">
        <Fact name={t("study.patient")}>{person(item)}</Fact>
        <Fact name={t("study.contents")}>
          {images(item)}
          {!item.complete && <span class="arriving-long">{t("study.arrivingLong", { n: item.instances })}</span>}
        </Fact>
        <Fact name={t("study.site")}>{item.site.name}</Fact>
        <Fact name={t("study.received")}>
          <time title={exactTime(item.receivedAt)}>{dateTime(item.receivedAt)}</time>
        </Fact>
        {item.dueAt !== null && (
          <Fact name={t("study.due")}>
            <time title={exactTime(item.dueAt)}>{dateTime(item.dueAt)}</time>
          </Fact>
        )}
        <Fact name={t("study.ai")}>{t(`analysis.long.${item.analysis}`)}</Fact>
        <Fact name={t("study.report")}>{word("reportState", item.reportState)}</Fact>
      </dl>
      {item.claim && <ClaimPill claim={item.claim} />}
      <section class="panel-timeline">
        <h3>{t("study.timeline")}</h3>
        {timeline.data ? (
          <Timeline events={timeline.data.events} />
        ) : timeline.error !== null ? (
          <Failure error={timeline.error} onRetry={timeline.reload} />
        ) : (
          <Skeleton rows={3} />
        )}
      </section>
      <footer class="panel-actions">
        {item.claim?.mine === true && (
          <button
            type="button"
            class="button"
            onClick={() => {
              onRelease(item);
            }}
          >
            {t("claim.release")}
          </button>
        )}
        <button
          type="button"
          class={free ? "button" : "button button-primary"}
          onClick={() => {
            openReading(item.study);
          }}
        >
          {t(item.claim?.mine === true ? "claim.continue" : "action.open")}
        </button>
        {free && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              onStart(item);
            }}
          >
            {t("claim.start")}
          </button>
        )}
      </footer>
    </aside>
  );
}
