import type { SeriesItem } from "../../api";
import { frameCount, type Manifest } from "../core/manifest";
import { presetsFor, sameWindow, type Window } from "../core/window";
import { t } from "../i18n";
import { language } from "../../shared/i18n";
import type { Quality } from "../core/quality";
import type { Progress } from "../room/frames";
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
  if (window.curve) return t("read.windowCurve");
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
  if (!room.frame.value || !window) return t("read.labelLoading", values);
  const quality = qualityText(room.quality.value);
  return t("read.label", { ...values, window: windowText(window) }) + (quality === null ? "" : `, ${quality}`);
}

/** "coarse 174/174 · full 61/174 · 11.3 of 32.3 MB"; a series of one image counts bytes only. */
export function progressText(progress: Progress): string {
  const { here, coarse, count, bytes, allBytes } = progress;
  const digits = new Intl.NumberFormat(language.value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const size = t("read.progressBytes", { here: digits.format(bytes / 1e6), all: digits.format(allBytes / 1e6) });
  return count === 1 ? size : t("read.progressAll", { coarse, here, count, size });
}

/** "preview 128"; nothing when every byte is here. */
export function qualityText(quality: Quality): string | null {
  return quality.kind === "preview" ? t("read.preview", { side: quality.side }) : null;
}
