import { effect } from "@preact/signals-core";
import { useEffect, useRef } from "preact/hooks";
import { windowOf } from "../../shared/owner";
import { apply, imageToCell, invert, type Point } from "../core/geometry";
import { GestureTracker } from "../core/gestures";
import { valueAt } from "../core/decode/pixels";
import { Hand, Wheel } from "../core/view";
import { masks } from "../masks/lazy";
import type { ReadingRoom } from "../room/room";
import { marks } from "../room/marks";
import type { CellTarget } from "../room/target";
import { CellSurface } from "../surface/choose";
import { CellMessage } from "./CellMessage";
import { insertSentence } from "./deeds";
import { ReferenceLines } from "./hanging/ReferenceLines";
import { describe } from "./label";
import { ArrowText } from "./measure/ArrowText";
import { Drawings } from "./measure/Drawings";
import { ForeignDrawings } from "./measure/ForeignDrawings";
import { Loupe } from "./Loupe";
import { hover, Overlay, type Hover } from "./Overlay";
import { CrossLines } from "./planes/CrossLines";
import { Rail } from "./Rail";
import { SpecialHand } from "./specialHand";

/** The stack: the surface that draws, the hands that move it, drawings, and the text around it. */
export function Cell({ room }: { room: ReadingRoom }) {
  return (
    <section class="rr-cell" data-cell="stack">
      <Picture room={room} target={room} id="rr-image" label={describe(room)} only2d={asked2d()} />
      <ForeignDrawings room={room} />
      {masks.value && <masks.value.parts.MaskLayer room={room} target={room} desk={masks.value.desk} />}
      <Drawings room={room} />
      <CrossLines room={room} target={room} />
      {room.planes.layout.value === "1x1" && <ReferenceLines target={room} others={room.hung.cells.value} />}
      <Overlay room={room} target={room} />
      <Loupe target={room} />
      <ArrowText room={room} target={room} />
      <CellMessage room={room} />
      <Rail room={room} />
    </section>
  );
}

function asked2d(): boolean {
  return new URLSearchParams(location.search).get("surface") === "2d";
}

interface PictureProps {
  room: ReadingRoom;
  target: CellTarget;
  id: string;
  label: string;
  only2d: boolean;
}

export function Picture({ room, target, id, label, only2d }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const cell = new CellSurface(
      element,
      {
        drawn: (scene) => {
          target.drawn.value = scene;
          marks.drawn(scene);
        },
        changed: (kind) => {
          target.surfaceKind.value = kind;
        },
      },
      only2d,
    );
    target.canvas = () => cell.canvas();
    const fit = (): void => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      target.cell.value = size;
      cell.resize(size);
    };
    const observer = new (windowOf(element).ResizeObserver)(fit);
    observer.observe(element);
    fit();
    // At once: waiting for a frame here would cost one for each slice.
    const quiet = effect(() => {
      cell.show(target.scene.value);
    });
    const release = hands(element, room, target);
    return () => {
      quiet();
      release();
      observer.disconnect();
      cell.dispose();
    };
  }, [room, target, only2d]);

  return <div ref={host} class="rr-image" role="img" aria-label={label} tabIndex={0} data-tool={room.chosen.value} id={id} />;
}

/** Binds pointers and wheel of the image to its target; returns the way to let go. */
function hands(element: HTMLElement, room: ReadingRoom, target: CellTarget): () => void {
  const tracker = new GestureTracker();
  const hand = new Hand();
  const wheel = new Wheel();
  const special = new SpecialHand(room, target);
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, work: (event: HTMLElementEventMap[K]) => void): void => {
    element.addEventListener(type, work, { signal: stop.signal, passive: false });
  };
  const place = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const perform = (gesture: ReturnType<GestureTracker["up"]>): void => {
    const window = target.window.value;
    if (gesture && window) target.change((view, manifest) => hand.apply(view, gesture, { manifest, cell: target.cell.value, window }));
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
    room.cine.stop();
    if (special.holder !== null) {
      // A second finger turns a drawing that has begun into a pinch.
      special.cancel();
      tracker.down({ id: special.first.id, at: special.first.at, pointer, button: 0, time: event.timeStamp }, room.tool.value);
    } else if (event.button === 0 && !tracker.busy && special.down(event.pointerId, place(event), pointer)) return;
    tracker.down({ id: event.pointerId, at: place(event), pointer, button: event.button, time: event.timeStamp }, room.tool.value);
  });
  on("pointermove", (event) => {
    if (special.holder === event.pointerId) {
      special.move(place(event));
      return;
    }
    if (event.pointerType === "mouse" && !tracker.busy) {
      special.hover(place(event));
      hover.value = probe(target, place(event));
    }
    if (!tracker.busy) return;
    const events = event.getCoalescedEvents();
    for (const one of events.length > 0 ? events : [event]) perform(tracker.move(event.pointerId, place(one)));
  });
  const lift = (event: PointerEvent): void => {
    if (special.holder === event.pointerId) special.up(place(event));
    else perform(tracker.up(event.pointerId, event.timeStamp));
  };
  on("pointerup", lift);
  on("pointercancel", (event) => {
    if (special.holder === event.pointerId) special.cancel();
    else lift(event);
  });
  on("pointerleave", () => {
    hover.value = null;
    special.leave();
  });
  // Twice on a drawing: into the report. Twice on the image, with nothing selected, is nothing.
  on("dblclick", () => {
    const kept = room.measurements.items.peek().get(room.measurements.selected.peek() ?? "");
    if (kept && target.refusal === undefined && room.special.peek() === null) insertSentence(room, kept);
  });
  on("contextmenu", (event) => {
    event.preventDefault();
  });
  on("wheel", (event) => {
    event.preventDefault();
    if (event.ctrlKey) perform({ kind: "pinch", factor: Math.exp(-event.deltaY / 240), dx: 0, dy: 0, at: place(event) });
    else {
      const slices = wheel.slices(event.deltaY, event.deltaMode);
      if (slices !== 0) {
        room.cine.stop();
        target.scroll(slices);
      }
    }
    hover.value = null;
  });
  return () => {
    stop.abort();
    tracker.cancel();
  };
}

function probe(target: CellTarget, at: Point): Hover | null {
  const scene = target.scene.value;
  if (!scene) return null;
  const point = apply(invert(imageToCell(scene.manifest, target.cell.value, scene.placement)), at);
  const value = valueAt(scene.frame, point.x, point.y);
  return value === null ? null : { target, x: Math.floor(point.x), y: Math.floor(point.y), value };
}
