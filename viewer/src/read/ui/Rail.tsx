import { useRef } from "preact/hooks";
import { frameCount, type Manifest } from "../core/manifest";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";

/** The stack on the right edge: what is here, where one is; dragging goes there. */
export function Rail({ room }: { room: ReadingRoom }) {
  const track = useRef<HTMLDivElement>(null);
  const manifest = room.manifest.value;
  const view = room.view.value;
  if (!manifest || !view || frameCount(manifest) < 2) return null;
  const count = frameCount(manifest);
  const go = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box) room.goTo(((event.clientY - box.top) / box.height) * (count - 1));
  };
  return (
    <div
      class="rr-rail"
      role="slider"
      aria-label={t("read.rail")}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={view.index + 1}
      tabIndex={-1}
      onPointerDown={(event) => {
        event.preventDefault();
        try {
          event.currentTarget.setPointerCapture(event.pointerId);
        } catch {
          // Made-up pointers cannot be captured; the move still counts.
        }
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons > 0) go(event);
      }}
    >
      <div class="rr-rail-track" ref={track}>
        <Loaded room={room} manifest={manifest} count={count} />
        <i class="rr-rail-thumb" style={{ top: `${((view.index / (count - 1)) * 100).toFixed(3)}%` }} />
      </div>
    </div>
  );
}

/** Runs of slices that are here, and those that failed. */
function Loaded({ room, manifest, count }: { room: ReadingRoom; manifest: Manifest; count: number }) {
  void room.frames.progressed.value;
  const runs: { from: number; to: number; kind: "here" | "failed" }[] = [];
  for (let i = 0; i < count; i++) {
    const kind = room.frames.has(manifest, i) ? "here" : room.frames.fault(manifest, i) ? "failed" : null;
    const last = runs[runs.length - 1];
    if (!kind) continue;
    if (last?.kind === kind && last.to === i) last.to = i + 1;
    else runs.push({ from: i, to: i + 1, kind });
  }
  return (
    <>
      {runs.map((run) => (
        <i
          key={run.from}
          class={`rr-rail-${run.kind}`}
          style={{ top: `${((run.from / count) * 100).toFixed(3)}%`, height: `${(((run.to - run.from) / count) * 100).toFixed(3)}%` }}
        />
      ))}
    </>
  );
}
