import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { apply, imageToCell, invert, type Point } from "../core/geometry";
import { GestureTracker } from "../core/gestures";
import { valueAt } from "../core/decode/pixels";
import { Hand, Wheel } from "../core/view";
import type { ReadingRoom } from "../room/room";
import { CellSurface } from "../surface/choose";
import { CellMessage } from "./CellMessage";
import { describe } from "./label";
import { hover, Overlay } from "./Overlay";
import { Rail } from "./Rail";

/** One image: the surface that draws, the hands that move it, and the text around it. */
export function Cell({ room }: { room: ReadingRoom }) {
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<CellSurface | null>(null);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const only2d = new URLSearchParams(location.search).get("surface") === "2d";
    const cell = new CellSurface(
      element,
      {
        drawn: (scene) => {
          room.drawn.value = scene;
        },
        changed: (kind) => {
          room.surfaceKind.value = kind;
        },
      },
      only2d,
    );
    surface.current = cell;
    room.canvas = () => cell.canvas();
    const fit = (): void => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      room.cell.value = size;
      cell.resize(size);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    fit();
    cell.show(room.scene.peek());
    const release = hands(element, room);
    return () => {
      release();
      observer.disconnect();
      cell.dispose();
      surface.current = null;
    };
  }, [room]);

  useSignalEffect(() => {
    const scene = room.scene.value;
    surface.current?.show(scene);
  });

  const text = describe(room);
  return (
    <section class="rr-cell">
      <div ref={host} class="rr-image" role="img" aria-label={text} tabIndex={0} data-tool={room.tool.value} id="rr-image" />
      <Overlay room={room} />
      <CellMessage room={room} />
      <Rail room={room} />
    </section>
  );
}

/** Binds pointers and wheel of the image to the room; returns the way to let go. */
function hands(element: HTMLElement, room: ReadingRoom): () => void {
  const tracker = new GestureTracker();
  const hand = new Hand();
  const wheel = new Wheel();
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, work: (event: HTMLElementEventMap[K]) => void): void => {
    element.addEventListener(type, work, { signal: stop.signal, passive: false });
  };
  const place = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const perform = (gesture: ReturnType<GestureTracker["up"]>): void => {
    const window = room.window.value;
    if (gesture && window) room.change((view, manifest) => hand.apply(view, gesture, { manifest, cell: room.cell.value, window }));
  };

  on("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button > 2) return;
    event.preventDefault();
    element.focus({ preventScroll: true });
    try {
      element.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that is already gone, or a made-up one in a test: the gesture works without capture.
    }
    const pointer = event.pointerType === "mouse" ? "mouse" : "touch";
    tracker.down({ id: event.pointerId, at: place(event), pointer, button: event.button, time: event.timeStamp }, room.tool.value);
  });
  on("pointermove", (event) => {
    if (event.pointerType === "mouse" && !tracker.busy) hover.value = probe(room, place(event));
    if (!tracker.busy) return;
    const events = event.getCoalescedEvents();
    for (const one of events.length > 0 ? events : [event]) perform(tracker.move(event.pointerId, place(one)));
  });
  const lift = (event: PointerEvent): void => {
    perform(tracker.up(event.pointerId, event.timeStamp));
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("pointerleave", () => {
    hover.value = null;
  });
  on("contextmenu", (event) => {
    event.preventDefault();
  });
  on("wheel", (event) => {
    event.preventDefault();
    if (event.ctrlKey) perform({ kind: "pinch", factor: Math.exp(-event.deltaY / 240), dx: 0, dy: 0, at: place(event) });
    else {
      const slices = wheel.slices(event.deltaY, event.deltaMode);
      if (slices !== 0) room.scroll(slices);
    }
    hover.value = null;
  });
  return () => {
    stop.abort();
    tracker.cancel();
  };
}

function probe(room: ReadingRoom, at: Point): { x: number; y: number; value: number } | null {
  const scene = room.scene.value;
  if (!scene) return null;
  const point = apply(invert(imageToCell(scene.manifest, room.cell.value, scene.placement)), at);
  const value = valueAt(scene.frame, point.x, point.y);
  return value === null ? null : { x: Math.floor(point.x), y: Math.floor(point.y), value };
}
