import type { SeriesItem } from "../../api";
import { frameCount, type Manifest } from "../core/manifest";
import { presetsFor, sameWindow, type Window } from "../core/window";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";

export function seriesName(item: SeriesItem): string {
  const text = item.description?.trim();
  return text === undefined || text === "" ? t("read.seriesN", { n: item.number ?? "–" }) : text;
}

/** "Lung", "From the file", "Whole range", or nothing for a window of the reader's own. */
export function windowName(manifest: Manifest, window: Window, named: boolean): string | null {
  const preset = presetsFor(manifest).find((one) => sameWindow(one, window));
  if (preset) return t(`preset.${preset.id}`);
  if (named) return null;
  return t(manifest.windows.length > 0 ? "read.windowFile" : "read.windowAll");
}

export function windowText(window: Window): string {
  return t("read.window", { width: signed(Math.round(window.width)), center: signed(Math.round(window.center)) });
}

/** A true minus sign, so that figures line up. */
export function signed(value: number): string {
  return value < 0 ? `−${String(-value)}` : String(value);
}

/** What a screen reader hears of the image. */
export function describe(room: ReadingRoom): string {
  const manifest = room.manifest.value;
  const view = room.view.value;
  const item = room.opening.value?.series.find((one) => one.series === room.series.value);
  if (!manifest || !view || !item) return t("read.opening");
  const values = { series: seriesName(item), n: view.index + 1, count: frameCount(manifest) };
  const window = room.window.value;
  return room.frame.value && window ? t("read.label", { ...values, window: windowText(window) }) : t("read.labelLoading", values);
}
