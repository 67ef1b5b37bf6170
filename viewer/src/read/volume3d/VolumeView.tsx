import { useSignal } from "@preact/signals";
import { Crop as CropIcon, Maximize2, RotateCcw, X } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { windowOf } from "../../shared/owner";
import { useSameFrame } from "../../shared/sameFrame";
import { Icon } from "../../shared/ui";
import type { Samples } from "../core/decode/pixels";
import { frameCount } from "../core/manifest";
import {
  pick,
  pointOf,
  presetsOf,
  transferOf,
  uncropped,
  volumeOf,
  voxelAt,
  type Crop,
  type PresetId,
  type Volume,
} from "../core/volume3d";
import type { Surface3d } from "../cornerstone";
import type { ReadingRoom } from "../room/room";
import { hasWebGl } from "../surface/choose";
import { isPhone } from "../ui/screen";
import { turntable } from "./hand";
import { exposeVolume } from "./hook";
import { closeVolume } from "./lazy";
import { t } from "./words";

/** Columns and rows of the volume: full on a PC, 256 on a phone. */
const most = { pc: 512, phone: 256 };

/** Volume rendering of the series on screen, when every slice is here. */
export function VolumeView({ room }: { room: ReadingRoom }) {
  const manifest = room.manifest.value;
  const presets = presetsOf(manifest?.modality ?? "");
  const preset = useSignal<PresetId>(presets[0] ?? "mip");
  const crop = useSignal<Crop>(uncropped);
  const cropping = useSignal(false);
  const large = useSignal(false);
  const surface = useSignal<Surface3d | null>(null);
  const volume = useSignal<Volume | null>(null);
  const fault = useSignal(false);
  const host = useRef<HTMLDivElement>(null);
  const slices = useSlices(room);

  useEffect(() => {
    const [grid, element] = [room.planes.grid.peek(), host.current];
    if (!slices || !grid || !element) return;
    if (!hasWebGl()) {
      fault.value = true;
      return;
    }
    let end: (() => void) | null = null;
    let gone = false;
    void import("../cornerstone").then(({ openVolume3d }) => {
      if (gone) return;
      const whole = volumeOf(slices, grid, isPhone.peek() ? most.phone : most.pc);
      const opened = openVolume3d(element, whole);
      const fit = (): void => {
        opened.resize({ width: element.clientWidth, height: element.clientHeight });
      };
      const observer = new (windowOf(element).ResizeObserver)(fit);
      observer.observe(element);
      fit();
      const release = turntable(element, opened, (at) => {
        const { start, direction } = opened.rayAt(at);
        const voxel = pick(whole, transferOf(preset.peek(), whole.range), crop.peek(), start, direction);
        if (voxel) goTo(room, voxelAt(grid, pointOf(whole.grid, voxel)));
      });
      const hide = exposeVolume(opened, { preset, crop });
      [surface.value, volume.value] = [opened, whole];
      end = () => {
        hide();
        release();
        observer.disconnect();
        opened.dispose();
        [surface.value, volume.value] = [null, null];
      };
    }, () => (fault.value = true)); // prettier-ignore
    return () => {
      gone = true;
      end?.();
    };
  }, [room, slices]);
  useSameFrame(() => {
    if (surface.value && volume.value) surface.value.look(transferOf(preset.value, volume.value.range));
  });
  useSameFrame(() => {
    surface.value?.crop(crop.value);
  });

  return (
    <section
      class={large.value || isPhone.value ? "rr-cell rr-volume rr-volume-large" : "rr-cell rr-volume"}
      data-cell="3d"
      aria-label={t("volume.title")}
    >
      <div class="rr-plane-bar">
        <select
          name="volume-preset"
          aria-label={t("volume.preset")}
          value={preset.value}
          onChange={(event) => {
            preset.value = event.currentTarget.value as PresetId;
          }}
        >
          {presets.map((id) => (
            <option key={id} value={id}>
              {t(`volume.${id}`)}
            </option>
          ))}
        </select>
        <Deed icon={CropIcon} word={t("volume.crop")} pressed={cropping.value} press={() => (cropping.value = !cropping.value)} />
        <Deed icon={RotateCcw} word={t("volume.reset")} press={() => surface.value?.reset()} />
        {!isPhone.value && (
          <Deed icon={Maximize2} word={t("volume.large")} pressed={large.value} press={() => (large.value = !large.value)} />
        )}
        {volume.value && volume.value.grid.size[0] < (manifest?.columns ?? 0) && (
          <span class="rr-note" title={t("volume.reducedWhy")}>
            {t("volume.reduced")}
          </span>
        )}
        <span class="rr-volume-end">
          <Deed icon={X} word={t("volume.close")} press={closeVolume} />
        </span>
      </div>
      <div
        class="rr-volume-picture"
        ref={host}
        role="img"
        tabIndex={0}
        title={t("volume.help")}
        aria-label={t("volume.label", { preset: t(`volume.${preset.value}`) })}
      />
      {cropping.value && <CropBox crop={crop.value} change={(next) => (crop.value = next)} moving={(is) => surface.value?.moving(is)} />}
      {fault.value && <p class="rr-message">{t("volume.none")}</p>}
      {!fault.value && slices === null && <Waiting room={room} />}
    </section>
  );
}

/** All slices of the series, first to last; null while some are missing. The same array as long as they are the same. */
function useSlices(room: ReadingRoom): readonly Samples[] | null {
  const known = useRef<readonly Samples[] | null>(null);
  void room.frames.arrivals.value;
  const manifest = room.manifest.value;
  if (!manifest || !room.planes.grid.value) return null;
  const found: Samples[] = [];
  for (let i = 0; i < frameCount(manifest); i++) {
    const frame = room.frames.whole(manifest, i);
    if (!frame) return null;
    found.push(frame.pixels);
  }
  if (known.current?.length !== found.length || found.some((one, i) => one !== known.current?.[i])) known.current = found;
  return known.current;
}

/** Stack and planes go through a voxel. */
function goTo(room: ReadingRoom, voxel: readonly number[]): void {
  const [x, y, z] = voxel.map(Math.round);
  room.goTo(z ?? 0);
  room.planes.crossAt(room, { x: (x ?? 0) + 0.5, y: (y ?? 0) + 0.5 });
}

interface DeedProps {
  icon: typeof X;
  word: string;
  pressed?: boolean;
  press: () => void;
}

function Deed({ icon, word, pressed, press }: DeedProps) {
  return (
    <button type="button" class="rr-tool rr-icon" aria-pressed={pressed} aria-label={word} title={word} onClick={press}>
      <Icon of={icon} />
    </button>
  );
}

interface CropProps {
  crop: Crop;
  change: (crop: Crop) => void;
  moving: (is: boolean) => void;
}

function CropBox({ crop, change, moving }: CropProps) {
  return (
    <div class="rr-crop">
      {crop.map((part, i) => (
        <input
          key={i}
          type="range"
          name={`crop-${String(i)}`}
          min={0}
          max={100}
          value={Math.round(part * 100)}
          aria-label={t(`volume.side.${String(i) as "0"}`)}
          title={t(`volume.side.${String(i) as "0"}`)}
          onInput={(event) => {
            const next = [...crop] as [number, number, number, number, number, number];
            const asked = Number(event.currentTarget.value) / 100;
            // The two sides of an axis never cross.
            next[i] = i % 2 === 0 ? Math.min(asked, (next[i + 1] ?? 1) - 0.02) : Math.max(asked, (next[i - 1] ?? 0) + 0.02);
            change(next);
            moving(true);
          }}
          onChange={() => {
            moving(false);
          }}
        />
      ))}
    </div>
  );
}

function Waiting({ room }: { room: ReadingRoom }) {
  const { here, count } = room.frames.progress(room.series.value ?? "");
  return (
    <div class="rr-message">
      <strong>{t("volume.waiting")}</strong>
      <span>{t("volume.loaded", { here, count })}</span>
    </div>
  );
}
