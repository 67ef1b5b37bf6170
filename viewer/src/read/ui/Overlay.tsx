import { signal } from "@preact/signals";
import type { SeriesItem } from "../../api";
import { edgeLetters, scaleBar } from "../core/geometry";
import { evenGap, frameCount } from "../core/manifest";
import { none, type Quality } from "../core/quality";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";
import type { CellTarget } from "../room/target";
import { qualityText, seriesName, signed, windowName, windowText } from "./label";

export interface Hover {
  target: CellTarget;
  x: number;
  y: number;
  value: number;
}

/** The pixel under the mouse and its value. */
export const hover = signal<Hover | null>(null);

/** Four corners of text, two lines each, the patient's directions and a scale. */
export function Overlay({ room, target, title, of }: { room: ReadingRoom; target: CellTarget; title?: string; of?: SeriesItem | null }) {
  const manifest = target.manifest.value;
  const view = target.view.value;
  const item = of ?? room.opening.value?.series.find((one) => one.series === room.series.value);
  if (!manifest || !view || !item) return null;
  const letters = edgeLetters(manifest, view.placement);
  const text = room.overlay.value;
  return (
    <div class="rr-overlay" aria-hidden="true">
      {text && <Corners />}
      {letters && (
        <>
          <span class="rr-letter rr-left">{letters.left}</span>
          <span class="rr-letter rr-right">{letters.right}</span>
          <span class="rr-letter rr-above">{letters.top}</span>
          <span class="rr-letter rr-below">{letters.bottom}</span>
        </>
      )}
      <Scale target={target} />
      <Badge target={target} />
    </div>
  );

  function Corners() {
    if (!manifest || !view || !item) return null;
    const window = target.window.value;
    const name = window ? windowName(manifest, window, view.window !== null) : null;
    const gap = evenGap(manifest);
    const along = manifest.frames.along?.[view.index];
    const count = frameCount(manifest);
    return (
      <>
        <div class="rr-corner rr-tl">
          <span>{title ?? seriesName(item)}</span>
          <span>
            {[manifest.modality, item.number === null ? null : `#${String(item.number)}`, gap === null ? null : `${gap.toFixed(1)} mm`]
              .filter((part) => part !== null)
              .join(" · ")}
          </span>
        </div>
        <div class="rr-corner rr-tr">
          <span class="rr-slice">{t("read.sliceOf", { n: view.index + 1, count })}</span>
          {count > 1 && along !== undefined && manifest.orientation && <span>{signed(Number(along.toFixed(1)))} mm</span>}
        </div>
        <div class="rr-corner rr-bl">
          <span>{[name, view.invert ? t("tool.invert") : null].filter((part) => part !== null).join(" · ")}</span>
          {window && manifest.samples === 1 && <span>{windowText(window)}</span>}
        </div>
        <div class="rr-corner rr-br">
          <Value target={target} unit={manifest.rescale.unit} />
          <span>{Math.abs(view.placement.zoom - 1) < 0.005 ? t("tool.fit") : `${view.placement.zoom.toFixed(2)}×`}</span>
        </div>
      </>
    );
  }
}

function qualityOf(target: CellTarget): Quality {
  return target.scene.value?.frame.quality ?? none;
}

/** What the picture is not: whole, or free of an earlier loss. Text and shape, always visible. */
function Badge({ target }: { target: CellTarget }) {
  const quality = qualityOf(target);
  const preview = qualityText(quality);
  if (preview !== null)
    return (
      <span class="rr-badge" data-quality="preview" title={t("read.previewWhy")}>
        <i />
        {preview}
      </span>
    );
  return quality.kind === "lossyOriginal" ? <span class="rr-badge">{t("read.lossyOriginal")}</span> : null;
}

function Value({ target, unit }: { target: CellTarget; unit: string | null }) {
  const at = hover.value;
  if (qualityOf(target).kind === "preview")
    return (
      <span class="rr-locked" title={t("read.previewWhy")}>
        {t("read.valueLocked")}
      </span>
    );
  if (at?.target !== target) return <span>&nbsp;</span>;
  const digits = Number.isInteger(at.value) ? 0 : 1;
  return (
    <span class="rr-value" data-value={at.value}>
      <span class="rr-place">
        {at.x}, {at.y}
      </span>{" "}
      {signed(Number(at.value.toFixed(digits)))}
      {unit === null ? "" : ` ${unit}`}
    </span>
  );
}

function Scale({ target }: { target: CellTarget }) {
  const manifest = target.manifest.value;
  const view = target.view.value;
  if (!manifest || !view) return null;
  const bar = scaleBar(manifest, target.cell.value, view.placement, Math.min(160, target.cell.value.width * 0.3));
  if (!bar) return null;
  return (
    <div class="rr-scale">
      <i style={{ width: `${bar.pixels.toFixed(1)}px` }} />
      <span>
        {bar.mm >= 10 ? `${String(bar.mm / 10)} cm` : `${String(bar.mm)} mm`}
        {manifest.spacingSource === "ImagerPixelSpacing" ? ` · ${t("read.atDetector")}` : ""}
      </span>
    </div>
  );
}
