import { t } from "../i18n";
import { stateOf } from "../report/links";
import type { ReadingRoom } from "../room/room";
import { sentenceNow } from "./deeds";
import { seriesName } from "./label";
import { signOpen } from "./screen";

/** Which series and slices were on screen at full quality; a press goes to the first that was not. Nothing here forbids signing. */
export function CoverageList({ room }: { room: ReadingRoom }) {
  const { series } = room.opening.value ?? { series: [] };
  const list = room.coverage.list.value;
  const rows = series.filter((item) => item.viewable).map((item) => ({ item, one: list.find((found) => found.series === item.series) }));
  if (rows.length === 0) return null;
  return (
    <section class="rr-coverage" aria-label={t("coverage.title")}>
      <h3>{t("coverage.title")}</h3>
      <ul>
        {rows.map(({ item, one }) => (
          <li key={item.series} data-complete={one?.next === null}>
            <span>{seriesName(item)}</span>
            <span>
              {one?.next === null
                ? t("coverage.all", { count: one.count })
                : one === undefined || one.seen === 0
                  ? t("coverage.none", { count: one?.count ?? item.frames })
                  : t("coverage.some", { n: one.count - one.seen, count: one.count })}
            </span>
            {one && one.next !== null && (
              <button
                type="button"
                class="rr-link"
                onClick={() => {
                  signOpen.value = false;
                  room.open(item.series);
                  room.goTo(one.next ?? 0);
                  document.getElementById("rr-image")?.focus();
                }}
              >
                {t("coverage.go")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Sentences that no longer say what was measured. */
export function LooseLinks({ room }: { room: ReadingRoom }) {
  const sections = room.draft.sections.value;
  const loose = room.draft.links.value.flatMap((link) => {
    const kept = room.measurements.items.value.get(link.measurement);
    const state = stateOf(link, sections, kept ? sentenceNow(room, kept) : null);
    return state === "bound" ? [] : [{ link, state }];
  });
  if (loose.length === 0) return null;
  return (
    <section class="rr-coverage rr-loose" aria-label={t("link.loose")}>
      <h3>{t("link.loose")}</h3>
      <ul>
        {loose.map(({ link, state }) => (
          <li key={`${link.measurement} ${String(link.start)}`}>
            <span>{link.sentence}</span>
            <span>{t(`link.state.${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
