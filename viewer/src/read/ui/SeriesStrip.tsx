import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { SeriesItem } from "../../api";
import { frameKey, isWhiteLow } from "../core/manifest";
import { defaultWindow, needsRange, rangeOf } from "../core/window";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { develop } from "../surface/canvas2d";
import { earlierText, priorName } from "./hanging/interval";
import { seriesName } from "./label";

/** The series of the study: a picture each, what it is, and how much of it is here. */
export function SeriesStrip({ room, chosen }: { room: ReadingRoom; chosen?: () => void }) {
  const series = room.opening.value?.series ?? [];
  return (
    <nav class="rr-strip" aria-label={t("read.series")}>
      {series.map((item) => (
        <SeriesCard key={item.series} room={room} item={item} chosen={chosen} />
      ))}
      {!room.isPhone && <PriorCards room={room} />}
    </nav>
  );
}

/** Earlier studies, the most fitting first; a press hangs one beside the first image. */
function PriorCards({ room }: { room: ReadingRoom }) {
  return (
    <>
      {room.hung.priors.value.slice(0, 8).map((prior) => {
        const hangs = room.hung.cells.value.some((cell) => cell.source.value?.prior?.study === prior.study);
        return (
          <button
            key={prior.study}
            type="button"
            class="rr-card rr-prior-card"
            aria-pressed={hangs}
            title={t("prior.compare")}
            onClick={() => {
              room.hung.compare(prior);
            }}
          >
            <strong>{t("prior.word")}</strong>
            <span>{earlierText(prior)}</span>
            <span>{priorName(prior)}</span>
          </button>
        );
      })}
    </>
  );
}

function SeriesCard({ room, item, chosen }: { room: ReadingRoom; item: SeriesItem; chosen: (() => void) | undefined }) {
  void room.frames.progressed.value;
  const progress = room.frames.progress(item.series);
  const here = item.viewable && progress.count > 0 ? progress.done / progress.count : 0;
  const name = seriesName(item);
  return (
    <button
      type="button"
      class="rr-card"
      aria-current={room.series.value === item.series}
      aria-label={t("read.seriesLabel", { n: item.number ?? "–", text: name, count: item.frames })}
      disabled={!item.viewable}
      title={name}
      onClick={() => {
        room.open(item.series);
        chosen?.();
      }}
    >
      <span class="rr-card-picture">
        {item.viewable ? (
          <Thumbnail room={room} item={item} />
        ) : (
          <span class="rr-card-why">{t(`read.reason.${item.reason ?? "noPixels"}`)}</span>
        )}
        {item.viewable && here < 1 && <i class="rr-card-bar" style={{ width: `${(here * 100).toFixed(1)}%` }} />}
      </span>
      <span class="rr-card-name">{name}</span>
      <span class="rr-card-count">
        {!item.viewable
          ? ""
          : here > 0 && here < 1
            ? t("read.progress", { here: progress.here, count: progress.count })
            : t("read.images", { n: item.frames })}
      </span>
    </button>
  );
}

/** Drawn here from one frame that the study needs anyway: no picture comes from the server. */
function Thumbnail({ room, item }: { room: ReadingRoom; item: SeriesItem }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef("");
  useSignalEffect(() => {
    void room.frames.arrivals.value;
    const manifest = room.manifests.value.get(item.series);
    if (!manifest || !canvas.current) return;
    const quality = room.frames.quality(manifest, item.thumbnailFrame);
    const state = `${frameKey(manifest, item.thumbnailFrame)} ${quality.kind === "preview" ? String(quality.side) : quality.kind}`;
    if (quality.kind === "none" || drawn.current === state) return;
    const frame = room.frames.frame(manifest, item.thumbnailFrame);
    if (!frame) return;
    drawn.current = state;
    const range = needsRange(manifest, item.thumbnailFrame) ? rangeOf(frame.pixels) : null;
    develop(canvas.current, frame, defaultWindow(manifest, item.thumbnailFrame, range), isWhiteLow(manifest));
  });
  return <canvas ref={canvas} width={1} height={1} aria-hidden="true" />;
}
