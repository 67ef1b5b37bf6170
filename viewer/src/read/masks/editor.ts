import { computed, effect, signal } from "@preact/signals";
import { ApiError, request } from "../../api";
import { apply, imageToCell, invert, type Point } from "../core/geometry";
import { frameCount, spacingOf, type Manifest } from "../core/manifest";
import { MaskEdit, runsOf, type Kind, type Mask, type Range, type Segment } from "../core/masks";
import { gridOf } from "../core/planes";
import type { Scene } from "../core/surface";
import type { ReadingRoom } from "../room/room";
import type { CellTarget } from "../room/target";
import { toast } from "../../shared/ui";
import { t } from "./words";

export type EditTool = "brush" | "eraser" | "grow";
/** "clean", "unsaved", "saving", or the code of why it is not saved. */
export type SaveState = string;

/** Where the brush is, in image points of the slice on screen. */
export interface Cursor {
  target: CellTarget;
  at: Point;
}

type Refusal =
  "editOnPlane" | "editOtherSeries" | "editPreview" | "editNoSegment" | "tooManySegments" | `grow.${"missing" | "tooLarge" | "nothing"}`;

function refuse(why: Refusal): void {
  toast({ text: t(`edit.refused.${why}`), tone: "error" });
}

const sizes = { least: 1, most: 80 } as const;

/** Editing one segmentation: the tools, the brush, what is not saved yet. Nothing is lost before a version of it is kept by the server. */
export class MaskEditor {
  readonly edit: MaskEdit;
  /** Rises with every change that is to be seen. */
  readonly revision = signal(0);
  readonly tool = signal<EditTool>("brush");
  /** The tool is in hand: the left button, or one finger, edits. */
  readonly isHeld = computed(() => this.room.special.value === "paint");
  /** Label of the segment that is edited. */
  readonly value = signal(0);
  /** Diameter in millimetres; in pixels where there is no spacing. */
  readonly size = signal(10);
  readonly isLimited = signal(false);
  readonly range = signal<Range>({ low: 0, high: 0 });
  /** How far values may be from those at the seed. */
  readonly tolerance = signal(100);
  readonly reach = signal(40);
  readonly name = signal("");
  readonly state = signal<SaveState>("clean");
  readonly cursor = signal<Cursor | null>(null);
  #id = crypto.randomUUID();
  #from: Point | null = null;
  #due = 0;
  readonly #ends: (() => void)[] = [];

  constructor(
    readonly room: ReadingRoom,
    /** What is edited; one without an instance is new. */
    readonly mask: Mask,
    readonly manifest: Manifest,
    name: string,
  ) {
    const grid = gridOf(manifest);
    this.edit = new MaskEdit(mask, typeof grid === "string" ? null : (grid.spacing[0] * grid.spacing[1] * grid.spacing[2]) / 1000);
    this.name.value = name;
    this.value.value = mask.segments[0]?.value ?? 0;
    const window = room.window.peek();
    if (window)
      this.range.value = { low: Math.round(window.center - window.width / 2), high: Math.round(window.center + window.width / 2) };
    const stay = (event: BeforeUnloadEvent): void => {
      if (this.isUnsaved) event.preventDefault();
    };
    addEventListener("beforeunload", stay);
    this.#ends.push(
      () => {
        removeEventListener("beforeunload", stay);
      },
      effect(() => {
        if (!this.isHeld.value) this.cursor.value = null;
      }),
    );
  }

  get isUnsaved(): boolean {
    return this.state.peek() !== "clean";
  }

  get segments(): readonly Segment[] {
    return this.edit.segments;
  }

  dispose(): void {
    for (const end of this.#ends) end();
    cancelAnimationFrame(this.#due);
    if (this.isHeld.peek()) this.room.choose(this.room.tool.peek());
  }

  hold(tool: EditTool): void {
    if (this.isHeld.value && this.tool.value === tool) this.room.choose(this.room.tool.peek());
    else {
      this.tool.value = tool;
      this.room.choose("paint");
    }
  }

  resize(by: number): void {
    this.size.value = Math.max(sizes.least, Math.min(sizes.most, this.size.value + by * Math.max(1, Math.round(this.size.value / 10))));
  }

  add(label: string, kind: Kind): void {
    const segment = this.edit.add(label, kind);
    if (!segment) {
      refuse("tooManySegments");
      return;
    }
    this.value.value = segment.value;
    this.#show();
    if (!this.isHeld.peek()) this.hold("brush");
  }

  /** False leaves the press to others. */
  down(target: CellTarget, at: Point): boolean {
    const why = this.#refusal(target);
    if (why !== null) {
      refuse(why);
      return true;
    }
    const point = this.#pointOf(target, at);
    if (!point) return false;
    if (this.tool.peek() === "grow") this.#grow(point);
    else {
      this.#from = point;
      this.move(target, at);
    }
    return true;
  }

  move(target: CellTarget, at: Point): void {
    const [from, to] = [this.#from, this.#pointOf(target, at)];
    this.hover(target, at);
    if (!from || !to) return;
    this.#from = to;
    const slice = this.room.view.peek()?.index ?? -1;
    const brush = {
      value: this.value.peek(),
      erase: this.tool.peek() === "eraser",
      radius: this.radius,
      range: this.isLimited.peek() ? this.range.peek() : null,
    };
    if (this.edit.stroke(slice, from, to, brush, this.#values(slice))) this.#soon();
  }

  up(): void {
    if (!this.#from) return;
    this.#from = null;
    this.edit.end();
    this.#changed();
  }

  /** A second finger, or Escape: the stroke is given up. */
  cancel(): void {
    this.#from = null;
    this.edit.cancel();
    this.#show();
  }

  hover(target: CellTarget, at: Point): void {
    const point = target === this.room ? this.#pointOf(target, at) : null;
    this.cursor.value = point ? { target, at: point } : null;
  }

  undo(): void {
    if (this.edit.undo()) this.#changed();
  }

  redo(): void {
    if (this.edit.redo()) this.#changed();
  }

  /** Keys while the tool is in hand: size, undo, and the brush moved and used without a mouse. */
  key(event: KeyboardEvent): boolean {
    if (!this.isHeld.peek()) return false;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.code === "KeyZ") (event.shiftKey ? this.redo : this.undo).call(this);
    else if (isCommand && event.code === "KeyY") this.redo();
    else if (isCommand || event.altKey) return false;
    else if (event.code === "BracketLeft") this.resize(-1);
    else if (event.code === "BracketRight") this.resize(1);
    else if (event.code in ways) this.#step(event.code, event.shiftKey);
    else if ((event.code === "Enter" || event.code === "Space") && this.cursor.peek()) this.#dab();
    else return false;
    return true;
  }

  /**
   * Null when the server does not keep it: then all of it stays here.
   * @param isOwn beside what it was edited from, in place of its next version.
   * @returns the instance.
   */
  async save(isOwn = false): Promise<string | null> {
    if (this.state.peek() === "saving") return null;
    this.state.value = "saving";
    const segments = this.edit.result.map((segment) => ({
      label: segment.label,
      description: segment.description,
      category: segment.category,
      type: segment.type,
      typeModifiers: segment.typeModifiers,
      region: segment.region,
      colour: segment.colour,
      algorithmType: segment.algorithmType,
      algorithmName: segment.algorithmName,
      algorithmVersion: segment.algorithmVersion,
      slices: runsOf(this.edit.labels, segment),
    }));
    const { series, version, instance } = this.mask;
    const body = {
      id: this.#id,
      series,
      version,
      replaces: instance === "" || isOwn ? null : instance,
      label: this.name.peek().trim(),
      segments,
    };
    try {
      const kept = await request<{ instance: string }>(`/api/studies/${this.room.study}/segmentations`, {
        method: "POST",
        body,
        compress: true,
      });
      this.state.value = "clean";
      this.#id = crypto.randomUUID();
      return kept.instance;
    } catch (error) {
      const reason =
        error instanceof ApiError ? (typeof error.problem["reason"] === "string" ? error.problem["reason"] : error.code) : "other";
      if (error instanceof ApiError && error.status === 401) this.room.signedOut.value = true;
      this.state.value = reason;
      return null;
    }
  }

  /** Of the brush, in pixels across and down. */
  get radius(): Point {
    const { x, y } = spacingOf(this.manifest);
    return { x: this.size.value / 2 / x, y: this.size.value / 2 / y };
  }

  #grow(at: Point): void {
    const slice = this.room.view.peek()?.index ?? -1;
    const values = this.#values(slice);
    const [column, row] = [Math.floor(at.x), Math.floor(at.y)];
    const { columns, rows } = this.mask;
    const grid = gridOf(this.manifest);
    if (!values || column < 0 || row < 0 || column >= columns || row >= rows) return;
    if (typeof grid === "string") {
      this.room.refuse(grid);
      return;
    }
    const range = this.isLimited.peek() ? this.range.peek() : around(meanAt(values, columns, rows, column, row), this.tolerance.peek());
    const growth = { values: (z: number) => this.#values(z), spacing: grid.spacing, reach: this.reach.peek() };
    const count = this.edit.grow({ column, row, slice }, this.value.peek(), range, growth);
    if (typeof count === "string") refuse(`grow.${count}`);
    else this.#changed();
  }

  #refusal(target: CellTarget): Refusal | null {
    if (target !== this.room) return "editOnPlane";
    const manifest = this.room.manifest.peek();
    if (manifest?.series !== this.mask.series || frameCount(manifest) !== this.mask.slices) return "editOtherSeries";
    if (!this.room.isWhole.peek()) return "editPreview";
    return this.segments.some(({ value }) => value === this.value.peek()) ? null : "editNoSegment";
  }

  #values(slice: number) {
    const frame = slice < 0 ? null : this.room.frames.whole(this.manifest, slice);
    return frame?.samples === 1 ? frame.pixels : null;
  }

  #pointOf(target: CellTarget, at: Point): Point | null {
    const scene: Scene | null = target.scene.peek();
    return scene && apply(invert(imageToCell(scene.manifest, target.cell.peek(), scene.placement)), at);
  }

  #step(code: string, isFine: boolean): void {
    const [x, y] = ways[code] ?? [0, 0];
    const { columns, rows } = this.mask;
    const now = this.cursor.peek()?.at ?? { x: columns / 2, y: rows / 2 };
    const by = isFine ? { x: 1, y: 1 } : this.radius;
    const at = { x: Math.max(0.5, Math.min(columns - 0.5, now.x + x * by.x)), y: Math.max(0.5, Math.min(rows - 0.5, now.y + y * by.y)) };
    this.cursor.value = { target: this.room, at };
  }

  #dab(): void {
    const { at } = this.cursor.peek() ?? {};
    const scene = this.room.scene.peek();
    if (!at || !scene) return;
    const place = apply(imageToCell(scene.manifest, this.room.cell.peek(), scene.placement), at);
    if (this.down(this.room, place)) this.up();
  }

  #changed(): void {
    this.state.value = this.edit.isChanged ? "unsaved" : "clean";
    this.#show();
  }

  #show(): void {
    this.revision.value++;
  }

  /** At most once a picture. */
  #soon(): void {
    this.#due ||= requestAnimationFrame(() => {
      this.#due = 0;
      this.#show();
    });
  }
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const around = (middle: number, by: number): Range => ({ low: middle - by, high: middle + by });

/** Of three by three pixels: one pixel is noise. */
function meanAt(values: ArrayLike<number>, columns: number, rows: number, column: number, row: number): number {
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++)
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      sum += values[y * columns + x] ?? 0;
      count++;
    }
  return sum / count;
}
