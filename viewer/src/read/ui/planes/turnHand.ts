import { apply, cross, imageToCell, invert, type Point } from "../../core/geometry";
import { dot, minus, nearestGrip, patientOf, sheetOf, type Grip, type Turn, type Vector } from "../../core/planes";
import { crossLinesOf } from "../../room/crossLines";
import { PlaneCell } from "../../room/planeCell";
import type { ReadingRoom } from "../../room/room";
import type { CellTarget } from "../../room/target";
import { under } from "./under";

/** Turns the planes by a grip on their cross lines. */
export class TurnHand {
  #held: { from: Turn; before: Turn | null; way: Vector; normal: Vector } | null = null;

  constructor(
    private readonly room: ReadingRoom,
    private readonly target: CellTarget,
  ) {}

  /** False: there is no grip here. */
  down(at: Point, pointer: "mouse" | "touch"): boolean {
    const { planes } = this.room;
    const grip = this.#gripAt(at, pointer);
    const from = planes.held(this.target);
    const point = this.#pointAt(at);
    if (!grip || !from || !point) return false;
    this.#held = { from, before: planes.turn.peek(), way: minus(point.at, from.centre), normal: point.normal };
    under.value = { target: this.target, line: grip.line };
    return true;
  }

  move(at: Point): void {
    const point = this.#pointAt(at);
    const held = this.#held;
    if (!held || !point) return;
    const { from, way, normal } = held;
    const now = minus(point.at, from.centre);
    this.room.planes.moving.value = true;
    this.room.planes.turnAbout(from, normal, Math.atan2(dot(normal, cross(way, now)), dot(way, now) - dot(way, normal) * dot(now, normal)));
  }

  up(): void {
    this.#held = null;
    under.value = null;
    this.room.planes.moving.value = false;
  }

  /** A second finger: as if the grip had not been taken. */
  cancel(): void {
    if (this.#held) this.room.planes.put(this.#held.before);
    this.up();
  }

  hover(at: Point): void {
    const grip = this.#gripAt(at, "mouse");
    const held = under.peek();
    if (grip?.line === held?.line && (grip === null || held?.target === this.target)) return;
    under.value = grip && { target: this.target, line: grip.line };
  }

  leave(): void {
    if (under.peek()?.target === this.target) under.value = null;
  }

  #gripAt(at: Point, pointer: "mouse" | "touch"): Grip | null {
    const { planes, special } = this.room;
    const scene = this.target.scene.peek();
    if (!scene || special.peek() !== "crosshairs" || planes.layout.peek() === "1x1" || !planes.grid.peek()) return null;
    return nearestGrip(crossLinesOf(planes, this.target, scene).grips, at, pointer);
  }

  #pointAt(at: Point): { at: Vector; normal: Vector } | null {
    const scene = this.target.scene.peek();
    const sheet = scene && sheetOf(scene.manifest, scene.index);
    if (!sheet) return null;
    const image = apply(invert(imageToCell(scene.manifest, this.target.cell.peek(), scene.placement)), at);
    return { at: patientOf(sheet, image), normal: sheet.normal };
  }
}

/** `[` and `]` in a plane with the crosshairs in hand: five degrees, with Shift one. False: they are not meant for a plane. */
export function turnsPlane(room: ReadingRoom, cell: CellTarget, event: KeyboardEvent): boolean {
  const way = event.code === "BracketLeft" ? -1 : event.code === "BracketRight" ? 1 : 0;
  if (way === 0 || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || room.special.peek() !== "crosshairs")
    return false;
  const [view, manifest] = [cell.view.peek(), cell.manifest.peek()];
  const [from, sheet] = [room.planes.held(cell), manifest && view && sheetOf(manifest, view.index)];
  if (!(cell instanceof PlaneCell) || !view || !from || !sheet) return false;
  const angle = (way * (event.shiftKey ? 1 : 5) * Math.PI) / 180;
  room.planes.turnAbout(from, sheet.normal, view.placement.flip ? -angle : angle);
  event.preventDefault();
  return true;
}
