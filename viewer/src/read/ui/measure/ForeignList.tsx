import type { ForeignMark } from "../../../api";
import { t, wordOf } from "../../i18n";
import type { ReadingRoom } from "../../room/room";
import { isPhone, sheet } from "../screen";
import { valueText } from "./words";

/** What other programs left in the study: go there, and read it. */
export function ForeignList({ room }: { room: ReadingRoom }) {
  const { foreign } = room;
  const { items, refused, shown } = foreign;
  if (items.value.length + refused.value.length === 0) return null;
  return (
    <section class="rr-key-images rr-foreign-list" aria-label={t("foreign.list")}>
      <div class="rr-foreign-head">
        <h3>{t("foreign.list")}</h3>
        <label>
          <input
            type="checkbox"
            checked={shown.value}
            onChange={(event) => {
              shown.value = event.currentTarget.checked;
            }}
          />
          {t("foreign.show")}
        </label>
      </div>
      <table class="rr-table">
        <caption class="rr-heard">{t("foreign.list")}</caption>
        <tbody>
          {items.value.map((mark, i) => (
            <Row key={i} room={room} mark={mark} />
          ))}
          {refused.value.map((one) => (
            <tr key={one.document}>
              <td colSpan={3} class="rr-note" title={one.reason}>
                {wordOf("foreign.refused", one.code, "foreign.refused.unreadable")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ room, mark }: { room: ReadingRoom; mark: ForeignMark }) {
  const { foreign } = room;
  const place = foreign.placeOf(mark, room.manifests.value.values());
  const name = mark.text || mark.title || t(`foreign.kind.${mark.kind}`);
  const number = place && room.opening.value?.series.find((one) => one.series === place.manifest.series)?.number;
  const go = (): void => {
    if (!place) {
      room.refuse("frameGone");
      return;
    }
    foreign.selected.value = mark;
    room.open(place.manifest.series);
    room.goTo(place.index);
    if (isPhone.value) sheet.value = null;
  };
  return (
    <tr class={foreign.selected.value === mark ? "rr-row-selected" : undefined}>
      <td>
        <button
          type="button"
          class="rr-row-name"
          title={t(`foreign.kind.${mark.kind}`)}
          aria-label={t("measure.goTo", { name })}
          onClick={go}
        >
          <span>{name}</span>
        </button>
      </td>
      <td class="rr-row-value">
        {mark.values.map((value) => (
          <span key={value.name} title={value.name}>
            {valueText(value)}
          </span>
        ))}
      </td>
      <td class="rr-row-place">
        {place ? (
          `${String(number ?? "–")}/${String(place.manifest.frames.instanceNumber[place.index] ?? place.index + 1)}`
        ) : (
          <span title={t("foreign.noImage")}>–</span>
        )}
      </td>
    </tr>
  );
}
