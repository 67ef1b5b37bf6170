import type { Point } from "../core/geometry";
import type { Surface3d } from "../cornerstone";

const degreesPerPixel = 0.5;
const still = 4;
const wheelRest = 200;

/** One pointer turns, two or the wheel zoom, a press without a drag picks. Returns the way to let go. */
export function turntable(element: HTMLElement, surface: Surface3d, picked: (at: Point) => void): () => void {
  const stop = new AbortController();
  const held = new Map<number, Point>();
  let way = 0;
  let rest: ReturnType<typeof setTimeout> | null = null;
  const on = <K extends keyof HTMLElementEventMap>(type: K, work: (event: HTMLElementEventMap[K]) => void): void => {
    element.addEventListener(type, work, { signal: stop.signal, passive: false });
  };
  const place = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spread = (): number => {
    const [a, b] = [...held.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  on("pointerdown", (event) => {
    event.preventDefault();
    element.focus({ preventScroll: true });
    try {
      element.setPointerCapture(event.pointerId);
    } catch {
      // A made-up pointer of a test: the gesture works without capture.
    }
    if (held.size === 0) way = 0;
    else way = Infinity;
    held.set(event.pointerId, place(event));
  });
  on("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const [now, wide] = [place(event), spread()];
    held.set(event.pointerId, now);
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    way += Math.abs(dx) + Math.abs(dy);
    if (way < still) return;
    surface.moving(true);
    if (held.size === 1) surface.turn(dx * degreesPerPixel, dy * degreesPerPixel);
    else if (wide > 0) surface.zoom(spread() / wide);
  });
  const lift = (event: PointerEvent): void => {
    if (!held.delete(event.pointerId) || held.size > 0) return;
    if (way < still && event.type === "pointerup") picked(place(event));
    else surface.moving(false);
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("wheel", (event) => {
    event.preventDefault();
    surface.moving(true);
    surface.zoom(Math.exp(-event.deltaY / 500));
    if (rest) clearTimeout(rest);
    rest = setTimeout(() => {
      surface.moving(false);
    }, wheelRest);
  });
  const turns: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-10, 0],
    ArrowRight: [10, 0],
    ArrowUp: [0, -10],
    ArrowDown: [0, 10],
  };
  on("keydown", (event) => {
    const turn = turns[event.code];
    if (!turn || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    surface.turn(...turn);
  });
  return () => {
    stop.abort();
    if (rest) clearTimeout(rest);
  };
}
