import type { WorklistItem, WorklistTab } from "../api";
import { t, word } from "../shared/i18n";
import { openReading } from "../shared/route";
import { ClaimPill, UrgencyBadge } from "../shared/ui";
import { Age, Person, Question, StudyCell } from "./cells";

interface Props {
  items: readonly WorklistItem[];
  tab: WorklistTab;
  fresh: ReadonlySet<string>;
  onStart: (item: WorklistItem) => void;
}

/** The same list on a phone. A tap opens; the button claims. */
export function Cards({ items, tab, fresh, onStart }: Props) {
  return (
    <ul class="cards">
      {items.map((item) => (
        <li
          key={item.study}
          class={["card", item.emergency && tab !== "done" ? "card-emergency" : "", fresh.has(item.study) ? "row-fresh" : ""].join(" ")}
        >
          <a
            class="card-link"
            href={`/read/${item.study}`}
            onClick={(event) => {
              event.preventDefault();
              openReading(item.study);
            }}
          >
            <span class="card-top">
              <UrgencyBadge emergency={item.emergency} since={item.waitingSince} dueAt={item.dueAt} running={tab !== "done"} />
              <span class="quiet">
                {t(tab === "done" ? "worklist.col.received" : "worklist.col.waiting")}{" "}
                <Age at={tab === "done" ? item.receivedAt : item.waitingSince} />
              </span>
            </span>
            <StudyCell item={item} />
            <span class="card-question">
              <Question item={item} />
            </span>
            <span class="quiet">
              <Person item={item} /> · {item.site.name}
            </span>
          </a>
          <span class="card-claim">
            {item.claim ? (
              <ClaimPill claim={item.claim} />
            ) : tab === "done" ? (
              <span class="done-word">{word("reportState", item.reportState)}</span>
            ) : (
              <button
                type="button"
                class="button card-start"
                onClick={() => {
                  onStart(item);
                }}
              >
                {t("claim.start")}
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
