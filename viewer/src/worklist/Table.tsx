import { useLayoutEffect, useRef } from "preact/hooks";
import type { WorklistItem, WorklistTab } from "../api";
import { t, word } from "../shared/i18n";
import { openReading } from "../shared/route";
import { ClaimPill, UrgencyBadge } from "../shared/ui";
import { Age, Ai, Person, Question, StudyCell } from "./cells";

interface Props {
  items: readonly WorklistItem[];
  tab: WorklistTab;
  cursor: string | null;
  fresh: ReadonlySet<string>;
  onCursor: (study: string) => void;
  onPanel: () => void;
  onStart: (item: WorklistItem) => void;
}

const page = 10;

/** Dense rows; arrows move, Enter opens, Space shows the side panel. The row under the cursor keeps its place on the screen. */
export function Table({ items, tab, cursor, fresh, onCursor, onPanel, onStart }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<{ study: string; top: number } | null>(null);
  const rowOf = (study: string): HTMLElement | null =>
    scroller.current?.querySelector<HTMLElement>(`[data-study="${CSS.escape(study)}"]`) ?? null;

  // Rows that came in above push the row under the cursor down: scroll by as much.
  useLayoutEffect(() => {
    const row = cursor === null ? null : rowOf(cursor);
    if (row === null || cursor === null) {
      place.current = null;
      return;
    }
    const before = place.current;
    if (before?.study === cursor && scroller.current && scroller.current.scrollTop > 0)
      scroller.current.scrollTop += row.offsetTop - before.top;
    place.current = { study: cursor, top: row.offsetTop };
  });

  const moveTo = (index: number): void => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (!item) return;
    onCursor(item.study);
    const row = rowOf(item.study);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLButtonElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = items.findIndex((item) => item.study === cursor);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: items.length - 1,
      PageDown: at + page,
      PageUp: at - page,
    };
    const to = steps[event.key];
    if (to !== undefined) moveTo(to);
    else if (event.key === "Enter" && cursor !== null) openReading(cursor);
    else if (event.key === " ") onPanel();
    else return;
    event.preventDefault();
  };

  return (
    <div class="table-scroll" ref={scroller}>
      <table
        class={`table worklist-table worklist-${tab}`}
        role="grid"
        aria-label={t(tab === "unread" ? "worklist.toRead" : `worklist.${tab}`)}
        onKeyDown={onKey}
      >
        <thead>
          <tr>
            <th scope="col" class="col-urgency">
              {t("worklist.col.urgency")}
            </th>
            <th scope="col" class="col-study">
              {t("worklist.col.study")}
            </th>
            <th scope="col" class="col-question">
              {t("worklist.col.question")}
            </th>
            <th scope="col" class="col-site">
              {t("worklist.col.site")}
            </th>
            <th scope="col" class="col-patient">
              {t("worklist.col.patient")}
            </th>
            <th scope="col" class="col-waiting">
              {t(tab === "done" ? "worklist.col.received" : "worklist.col.waiting")}
            </th>
            <th scope="col" class="col-ai">
              {t("worklist.col.ai")}
            </th>
            <th scope="col" class="col-claim">
              {t(tab === "done" ? "study.report" : "worklist.col.claim")}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => {
            const chosen = item.study === cursor;
            const lastEmergency = item.emergency && tab !== "done" && items[index + 1]?.emergency !== true;
            return (
              <tr
                key={item.study}
                data-study={item.study}
                tabIndex={chosen ? 0 : -1}
                aria-selected={chosen}
                class={[
                  item.emergency && tab !== "done" ? "row-emergency" : "",
                  lastEmergency ? "row-emergency-last" : "",
                  fresh.has(item.study) ? "row-fresh" : "",
                ].join(" ")}
                onClick={() => {
                  onCursor(item.study);
                }}
                onFocus={() => {
                  if (!chosen) onCursor(item.study);
                }}
                onDblClick={() => {
                  openReading(item.study);
                }}
              >
                <td class="col-urgency">
                  <UrgencyBadge emergency={item.emergency} since={item.waitingSince} dueAt={item.dueAt} running={tab !== "done"} />
                </td>
                <td class="col-study">
                  <StudyCell item={item} />
                </td>
                <td class="col-question">
                  <Question item={item} />
                </td>
                <td class="col-site">{item.site.name}</td>
                <td class="col-patient">
                  <Person item={item} />
                </td>
                <td class="col-waiting">
                  <Age at={tab === "done" ? item.receivedAt : item.waitingSince} />
                </td>
                <td class="col-ai">
                  <Ai item={item} />
                </td>
                <td class="col-claim">
                  {item.claim ? (
                    <ClaimPill claim={item.claim} />
                  ) : tab === "done" ? (
                    <span class="done-word">{word("reportState", item.reportState)}</span>
                  ) : (
                    <button
                      type="button"
                      class="button button-row"
                      tabIndex={chosen ? 0 : -1}
                      onClick={() => {
                        onStart(item);
                      }}
                    >
                      {t("claim.start")}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
