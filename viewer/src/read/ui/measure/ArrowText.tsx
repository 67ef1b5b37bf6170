import { useLayoutEffect, useRef } from "preact/hooks";
import { apply, imageToCell } from "../../core/geometry";
import { indexOf } from "../../core/measure";
import { t } from "../../i18n";
import type { Scene } from "../../core/surface";
import type { ReadingRoom } from "../../room/room";
import type { CellTarget } from "../../room/target";

/** The words of an arrow, typed where it was drawn. */
export function ArrowText({ room, target }: { room: ReadingRoom; target: CellTarget }) {
  const box = useRef<HTMLInputElement>(null);
  const { measurements } = room;
  const id = measurements.naming.value;
  useLayoutEffect(() => {
    box.current?.focus();
  }, [id]);
  const scene = target.drawn.value;
  const arrow = measurements.items.value.get(id ?? "");
  const tail = arrow?.points[1];
  const shows = (one: Scene | null): boolean =>
    one !== null && arrow?.series === one.manifest.series && indexOf(one.manifest, arrow.instance, arrow.frame) === one.index;
  // Where several cells show it, the words are typed in the first.
  if (id === null || !scene || !tail || !shows(scene) || (target !== room && shows(room.drawn.value))) return null;
  const { width, height } = target.cell.value;
  const place = apply(imageToCell(scene.manifest, { width, height }, scene.placement), tail);
  const keep = (): void => {
    if (measurements.naming.peek() !== id) return;
    measurements.naming.value = null;
    room.rename(id, box.current?.value ?? "");
  };
  return (
    <input
      ref={box}
      class="rr-arrow-text"
      name="arrowText"
      aria-label={t("measure.arrowText")}
      placeholder={t("measure.arrowText")}
      maxLength={120}
      defaultValue={arrow?.label}
      style={{
        left: `${String(Math.max(4, Math.min(width - 204, place.x + 8)))}px`,
        top: `${String(Math.max(4, Math.min(height - 40, place.y - 14)))}px`,
      }}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === "Enter" || event.key === "Escape") {
          event.stopPropagation();
          event.preventDefault();
          keep();
          document.getElementById("rr-image")?.focus();
        }
      }}
    />
  );
}
