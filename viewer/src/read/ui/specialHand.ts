import { apply, imageToCell, invert, type Point } from "../core/geometry";
import { isMeasure } from "../core/tools";
import type { Press } from "../room/drawing";
import type { ReadingRoom } from "../room/room";
import type { CellTarget } from "../room/target";
import { masks } from "../masks/lazy";
import type { MaskEditor } from "../masks/editor";
import { loupe } from "./Loupe";
import { TurnHand } from "./planes/turnHand";

/** Measuring, editing masks, the loupe and the crosshairs: the tools that do not move the view. */
export class SpecialHand {
  /** The pointer in use. */
  holder: number | null = null;
  first: { id: number; at: Point } = { id: 0, at: { x: 0, y: 0 } };
  #pointer: "mouse" | "touch" = "mouse";
  #work: "draw" | "magnify" | "cross" | "turn" | "paint" = "draw";
  readonly #turn: TurnHand;

  constructor(
    private readonly room: ReadingRoom,
    private readonly target: CellTarget,
  ) {
    this.#turn = new TurnHand(room, target);
  }

  /** False leaves the press to the view. */
  down(id: number, at: Point, pointer: "mouse" | "touch"): boolean {
    const { special } = this.room;
    this.#pointer = pointer;
    this.first = { id, at };
    if (special.value === "magnify") this.#work = "magnify";
    else if (special.value === "crosshairs") this.#work = this.#turn.down(at, pointer) ? "turn" : "cross";
    else if (special.value === "paint") {
      this.#work = "paint";
      if (!this.#editor?.down(this.target, at)) return false;
      this.holder = id;
      return true;
    } else {
      this.#work = "draw";
      const press = this.#press(at);
      if (!press) return this.#refuses();
      if (!this.room.drawing.down(press)) return false;
    }
    this.holder = id;
    this.move(at);
    return true;
  }

  move(at: Point): void {
    if (this.#work === "magnify") loupe.value = { target: this.target, at, touch: this.#pointer === "touch" };
    else if (this.#work === "cross") this.#cross(at);
    else if (this.#work === "turn") this.#turn.move(at);
    else if (this.#work === "paint") this.#editor?.move(this.target, at);
    else this.#draw(at, "move");
  }

  up(at: Point): void {
    this.holder = null;
    if (this.#work === "magnify") loupe.value = null;
    else if (this.#work === "turn") this.#turn.up();
    else if (this.#work === "paint") this.#editor?.up();
    else if (this.#work === "draw") this.#draw(at, "up");
  }

  cancel(): void {
    this.holder = null;
    loupe.value = null;
    if (this.#work === "draw") this.room.drawing.cancel();
    else if (this.#work === "turn") this.#turn.cancel();
    else if (this.#work === "paint") this.#editor?.cancel();
  }

  /** A drawing that goes from click to click follows the mouse. */
  hover(at: Point): void {
    this.#turn.hover(at);
    if (this.room.special.peek() === "paint") this.#editor?.hover(this.target, at);
    if (this.target.refusal === undefined && this.room.drawing.busy) this.#draw(at, "move");
  }

  leave(): void {
    if (this.holder === null) this.#turn.leave();
  }

  get #editor(): MaskEditor | null {
    return masks.peek()?.desk.editor.peek() ?? null;
  }

  #draw(at: Point, deed: "move" | "up"): void {
    const press = this.#press(at);
    if (press) this.room.drawing[deed](press);
    else this.room.drawing.cancel();
  }

  /** Only the acquired images are measured: a plane through them is interpolated. */
  #refuses(): boolean {
    const { special } = this.room;
    if (this.target.refusal === undefined || special.value === null || !isMeasure(special.value)) return false;
    this.room.refuse(this.target.refusal);
    return true;
  }

  #press(at: Point): Press | null {
    const { target } = this;
    const scene = target.drawn.peek();
    if (target.refusal !== undefined || !scene || scene.manifest.series !== target.manifest.peek()?.series) return null;
    const special = this.room.special.peek();
    const kind = special !== null && isMeasure(special) ? special : null;
    return { scene, cell: target.cell.peek(), at, touch: this.#pointer === "touch", kind };
  }

  #cross(at: Point): void {
    const scene = this.target.scene.peek();
    if (!scene) return;
    const point = apply(invert(imageToCell(scene.manifest, this.target.cell.peek(), scene.placement)), at);
    this.room.planes.crossAt(this.target, point);
  }
}
