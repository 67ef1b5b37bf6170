import { useSignalEffect } from "@preact/signals";
import { Axis3d } from "lucide";
import { Icon } from "../../../shared/ui";
import { planes, slabModes, slabMost, type Plane, type SlabMode } from "../../core/planes";
import { frameCount } from "../../core/manifest";
import { t } from "../../i18n";
import { masks } from "../../masks/lazy";
import type { PlaneCell } from "../../room/planeCell";
import type { ReadingRoom } from "../../room/room";
import { Picture } from "../Cell";
import { Loupe } from "../Loupe";
import { Overlay } from "../Overlay";
import { CrossLines } from "./CrossLines";

/** A plane through the stack: a line of controls above, the picture below. */
export function PlaneView({ room, cell }: { room: ReadingRoom; cell: PlaneCell }) {
  const name = planeName(cell);
  useSignalEffect(() => cell.refine());
  const active = (): void => {
    room.planes.active.value = cell;
  };
  return (
    <section class="rr-cell rr-plane" data-cell={cell.id} data-plane={cell.plane.value} onPointerDown={active} onFocusIn={active}>
      <div class="rr-plane-bar">
        <select
          name={`plane-${cell.id}`}
          aria-label={t("planes.plane")}
          value={cell.plane.value}
          onChange={(event) => {
            cell.choose(event.currentTarget.value as Plane);
          }}
        >
          {planes.map((plane) => (
            <option key={plane} value={plane}>
              {t(`planes.${plane}`)}
            </option>
          ))}
        </select>
        <SlabControls cell={cell} />
        {room.planes.turn.value && (
          <button
            type="button"
            class="rr-tool rr-straight"
            aria-label={t("planes.straight")}
            title={t("planes.straightWhy")}
            onClick={() => {
              room.planes.put(null);
            }}
          >
            <Icon of={Axis3d} size={16} />
            <span>{t("planes.straight")}</span>
          </button>
        )}
      </div>
      <div class="rr-plane-picture">
        <Picture room={room} target={cell} id={`rr-plane-${cell.id}`} label={describePlane(cell, name)} only2d />
        {masks.value && <masks.value.parts.MaskLayer room={room} target={cell} desk={masks.value.desk} />}
        <CrossLines room={room} target={cell} />
        <Overlay room={room} target={cell} title={name} />
        <Loupe target={cell} />
        {room.planes.layers.value === null && <Waiting room={room} />}
      </div>
    </section>
  );
}

function SlabControls({ cell }: { cell: PlaneCell }) {
  const slab = cell.slab.value;
  return (
    <>
      <select
        name={`slab-${cell.id}`}
        aria-label={t("planes.slab")}
        value={slab.mode}
        onChange={(event) => {
          const mode = event.currentTarget.value as SlabMode;
          cell.thicken({ mode, mm: slab.mm > 0 ? slab.mm : 10 });
        }}
      >
        {slabModes.map((mode) => (
          <option key={mode} value={mode}>
            {t(`planes.mode.${mode}`)}
          </option>
        ))}
      </select>
      {slab.mode !== "thin" && (
        <label class="rr-slab">
          <input
            type="range"
            name={`thickness-${cell.id}`}
            min={0}
            max={slabMost}
            step={1}
            value={slab.mm}
            aria-label={t("planes.thickness")}
            onInput={(event) => {
              cell.thicken({ mode: slab.mode, mm: Number(event.currentTarget.value) });
            }}
          />
          <span>{slab.mm} mm</span>
        </label>
      )}
    </>
  );
}

function planeName(cell: PlaneCell): string {
  const slab = cell.slab.value;
  const tilt = Math.round(cell.tilt.value);
  const plane = t(`planes.${cell.plane.value}`);
  const name = tilt === 0 ? plane : `${t("planes.oblique", { angle: tilt })} · ${plane}`;
  return slab.mode === "thin" ? name : `${name} · ${t(`planes.mode.${slab.mode}`)} ${String(slab.mm)} mm`;
}

function describePlane(cell: PlaneCell, name: string): string {
  const [manifest, view] = [cell.manifest.value, cell.view.value];
  return manifest && view ? t("planes.label", { plane: name, n: view.index + 1, count: frameCount(manifest) }) : name;
}

function Waiting({ room }: { room: ReadingRoom }) {
  void room.frames.arrivals.value;
  const progress = room.frames.progress(room.series.value ?? "");
  return (
    <div class="rr-message">
      <strong>{t("planes.waiting")}</strong>
      <span>{t("read.loaded", { here: progress.here, count: progress.count })}</span>
    </div>
  );
}
