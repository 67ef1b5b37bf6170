import { apply, axes, imageToCell, invert, type Point, type Size } from "../core/geometry";
import { spacingOf } from "../core/manifest";
import { constrain, hitOf, indexOf, moved, Pen, pointsOf, type Measurement, type MeasureKind } from "../core/measure";
import type { Scene } from "../core/surface";
import type { Measurements } from "./measurements";

export interface Press {
  scene: Scene;
  cell: Size;
  /** In CSS pixels of the cell. */
  at: Point;
  touch: boolean;
  /** The measuring tool in hand, if any. */
  kind: MeasureKind | null;
}

/** CSS pixels in which a pointer takes hold of a drawing. */
const reach = { mouse: 8, touch: 20 };
/** CSS pixels below which a press is a click, and a drawing nothing. */
const still = 4;

/** The hand that draws on the stack, takes hold of drawings and moves them. Knows no DOM. */
export class Drawing {
  #pen: Pen | null = null;
  #base: Omit<Measurement, "points"> | null = null;
  #held: { measurement: Measurement; point: number | null; from: Point } | null = null;
  #start: Point = { x: 0, y: 0 };
  #far = false;

  constructor(private readonly measurements: Measurements) {}

  get busy(): boolean {
    return this.#pen !== null || this.#held !== null;
  }

  /** True when the press belongs to a drawing; else the view may have it. */
  down(press: Press): boolean {
    const at = inImage(press);
    this.#start = press.at;
    this.#far = false;
    if (this.#isElsewhere(press)) this.cancel();
    if (this.#pen) {
      this.#pen.down(at);
      this.#show(press);
      return true;
    }
    if (this.#take(press, at)) return true;
    this.measurements.select(null);
    if (!press.kind) return false;
    const { manifest, index } = press.scene;
    this.#base = {
      id: crypto.randomUUID(),
      kind: press.kind,
      series: manifest.series,
      instance: manifest.frames.instance[index] ?? "",
      frame: manifest.frames.number[index] ?? 1,
      label: "",
    };
    this.#pen = new Pen(press.kind, at);
    this.#pen.down(at);
    this.#show(press);
    return true;
  }

  /** Also while no button is down: the next point follows the mouse. */
  move(press: Press): void {
    if (this.#isElsewhere(press)) return;
    const at = inImage(press);
    if (Math.hypot(press.at.x - this.#start.x, press.at.y - this.#start.y) > still) this.#far = true;
    this.#pen?.move(at);
    this.#show(press);
  }

  up(press: Press): void {
    if (this.#isElsewhere(press)) this.cancel();
    if (this.#pen) {
      this.#pen.up(inImage(press), this.#far);
      this.#show(press);
      if (this.#pen.finished) this.#finish(press);
      return;
    }
    const draft = this.measurements.draft.peek();
    this.#held = null;
    this.measurements.draft.value = null;
    if (draft && this.#far) this.measurements.change(draft);
  }

  cancel(): void {
    this.#pen = null;
    this.#held = null;
    this.measurements.draft.value = null;
  }

  /** By keyboard: a drawing in the middle of the cell, to be moved by the arrows. */
  place(scene: Scene, cell: Size, kind: MeasureKind): void {
    const back = invert(imageToCell(scene.manifest, cell, scene.placement));
    const size = Math.min(cell.width, cell.height) / 6;
    const at = (x: number, y: number): Point => apply(back, { x: cell.width / 2 + x * size, y: cell.height / 2 + y * size });
    const shapes: Record<MeasureKind, Point[]> = {
      length: [at(-1, 0), at(1, 0)],
      angle: [at(-1, 0), at(0, 0), at(0, -1)],
      cobb: [at(-1, -1), at(1, -1), at(-1, 1), at(1, 1)],
      bidirectional: [at(-1, 0), at(1, 0), at(0, -0.6), at(0, 0.6)],
      ellipse: [at(-1, -1), at(1, 1)],
      rectangle: [at(-1, -1), at(1, 1)],
      freehand: Array.from({ length: 16 }, (_, i) => at(Math.cos((i * Math.PI) / 8), Math.sin((i * Math.PI) / 8))),
      probe: [at(0, 0)],
      arrow: [at(0, 0), at(1, 1)],
    };
    const { manifest, index } = scene;
    const [instance, frame] = [manifest.frames.instance[index] ?? "", manifest.frames.number[index] ?? 1];
    const id = crypto.randomUUID();
    this.measurements.add({ id, kind, series: manifest.series, instance, frame, points: shapes[kind], label: "" });
    if (kind === "arrow") this.measurements.naming.value = id;
  }

  /** Moves the selected one by image pixels, in the direction of the screen. False when it is not on this frame. */
  nudge(scene: Scene, dx: number, dy: number): boolean {
    const selected = this.measurements.items.peek().get(this.measurements.selected.peek() ?? "");
    const { manifest, index, placement } = scene;
    if (selected?.series !== manifest.series || indexOf(manifest, selected.instance, selected.frame) !== index) return false;
    const { x, y } = axes(placement);
    const points = moved(selected.points, this.measurements.point.peek(), x.x * dx + x.y * dy, y.x * dx + y.y * dy);
    const { id, kind, series, instance, frame, label } = selected;
    return this.measurements.change(
      { id, kind, series, instance, frame, label, points: constrain(kind, points, spacingOf(manifest)) },
      true,
    );
  }

  /** On another image than the drawing that has begun: places there are not places here. */
  #isElsewhere({ scene: { manifest, index } }: Press): boolean {
    const base = this.#base;
    return (
      this.#pen !== null &&
      base !== null &&
      (base.series !== manifest.series || base.instance !== manifest.frames.instance[index] || base.frame !== manifest.frames.number[index])
    );
  }

  #take(press: Press, at: Point): boolean {
    const { scene, cell, touch, kind } = press;
    const m = imageToCell(scene.manifest, cell, scene.placement);
    const room = touch ? (kind ? reach.touch : reach.touch * 0.7) : reach.mouse;
    const selected = this.measurements.selected.peek();
    const found = this.measurements
      .on(scene.manifest, scene.index)
      .map((one) => ({
        one,
        hit: hitOf(
          one.kind,
          one.points.map((p) => apply(m, p)),
          press.at,
          room,
        ),
      }))
      .filter((candidate) => candidate.hit !== null)
      .sort((a, b) => Number(b.one.id === selected) - Number(a.one.id === selected) || (a.hit?.distance ?? 0) - (b.hit?.distance ?? 0))[0];
    if (!found?.hit) return false;
    this.measurements.select(found.one.id);
    if (!this.measurements.items.peek().get(found.one.id)?.signed)
      this.#held = { measurement: found.one, point: found.hit.point, from: at };
    return true;
  }

  #show(press: Press): void {
    const at = inImage(press);
    const spacing = spacingOf(press.scene.manifest);
    if (this.#pen && this.#base)
      this.measurements.draft.value = { ...this.#base, points: constrain(this.#base.kind, this.#pen.points, spacing) };
    else if (this.#held && this.#far) {
      const { measurement, point, from } = this.#held;
      const points = moved(measurement.points, point, at.x - from.x, at.y - from.y);
      const { id, kind, series, instance, frame, label } = measurement;
      this.measurements.draft.value = { id, kind, series, instance, frame, label, points: constrain(kind, points, spacing) };
    }
  }

  #finish({ scene, cell }: Press): void {
    const draft = this.measurements.draft.peek();
    this.#pen = null;
    this.measurements.draft.value = null;
    if (!draft) return;
    const m = imageToCell(scene.manifest, cell, scene.placement);
    const places = draft.points.map((p) => apply(m, p));
    const first = places[0];
    const extent = first ? Math.max(...places.map((p) => Math.hypot(p.x - first.x, p.y - first.y))) : 0;
    // Two clicks on one spot are a slip, not a length of nothing.
    if ((draft.kind !== "probe" && extent < still) || draft.points.length < pointsOf[draft.kind]) return;
    this.measurements.add(draft);
    if (draft.kind === "arrow") this.measurements.naming.value = draft.id;
  }
}

function inImage({ scene, cell, at }: Press): Point {
  return apply(invert(imageToCell(scene.manifest, cell, scene.placement)), at);
}
