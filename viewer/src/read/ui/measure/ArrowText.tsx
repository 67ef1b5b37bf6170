import { useLayoutEffect, useRef } from "preact/hooks";
import { apply, imageToCell } from "../../core/geometry";
import { indexOf } from "../../core/measure";
import { t } from "../../i18n";
import type { ReadingRoom } from "../../room/room";

/** The words of an arrow, typed where it was drawn. */
export function ArrowText({ room }: { room: ReadingRoom }) {
  const box = useRef<HTMLInputElement>(null);
  const { measurements } = room;
  const id = measurements.naming.value;
  useLayoutEffect(() => {
    box.current?.focus();
  }, [id]);
  const scene = room.drawn.value;
  const arrow = measurements.items.value.get(id ?? "");
  const tail = arrow?.points[1];
  if (id === null || !scene || !arrow || !tail || indexOf(scene.manifest, arrow.instance, arrow.frame) !== scene.index) return null;
  const place = apply(imageToCell(scene.manifest, room.cell.value, scene.placement), tail);
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
      defaultValue={arrow.label}
      style={{
        left: `${String(Math.max(4, Math.min(room.cell.value.width - 204, place.x + 8)))}px`,
        top: `${String(Math.max(4, Math.min(room.cell.value.height - 40, place.y - 14)))}px`,
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
