import { apply, imageToCell, type Point } from "../core/geometry";
import { frameCount } from "../core/manifest";
import { imageOf, sheetOf } from "../core/planes";
import type { Window as ValueWindow } from "../core/window";
import type { ReadingRoom } from "./room";
import type { CellTarget } from "./target";

/** What tests may ask of the page. It holds no patient data and changes nothing but the place in the stack. */
export interface ReadingHook {
  /** Index of the slice last drawn, from 0; null before the first picture. */
  readonly slice: number | null;
  readonly slices: number;
  readonly series: string | null;
  /** The window of the picture last drawn. */
  readonly window: ValueWindow | null;
  readonly zoom: number | null;
  readonly surface: "canvas2d" | "cornerstone";
  readonly framesLoaded: number;
  readonly framesFailed: number;
  /** Frames that can be shown at least as a preview. */
  readonly framesCoarse: number;
  /** Of the slice on screen: "none", "preview 128", "lossless", "lossyOriginal". */
  readonly quality: string;
  /** State of the draft: "untouched", "unsaved", "saving", "saved", "offline", "conflict", ... */
  readonly draft: string;
  goTo(index: number): void;
  /** The picture as a PNG, as drawn: never a screenshot. */
  picture(): string | null;
  /** Red, green and blue (0-255) of the picture at a point of the cell, in CSS pixels. */
  colourAt(at: Point): number[] | null;
  /** The planes beside the stack, by name of their cell; empty while one image is shown. */
  readonly planes: readonly PlaneHook[];
  /** Where the middle of an image pixel lies in the cell, in CSS pixels. */
  placeOf(column: number, row: number): Point | null;
  /** What hangs beside the first cell. */
  readonly beside: readonly SideHook[];
  readonly layout: string;
  readonly protocol: string | null;
}

export interface SideHook {
  readonly series: string | null;
  /** The study of a prior; null for the study that is read. */
  readonly prior: string | null;
  readonly link: string;
  readonly slice: number | null;
  readonly window: ValueWindow | null;
  goTo(index: number): void;
  colourAt(at: Point): number[] | null;
  placeOf(column: number, row: number): Point | null;
}

export interface PlaneHook {
  readonly id: string;
  readonly plane: string;
  /** Degrees by which it is turned away from its plane. */
  readonly tilt: number;
  /** Index last drawn; null before the first picture. */
  readonly slice: number | null;
  readonly slices: number;
  /** Of the picture last drawn. */
  readonly quality: string | null;
  goTo(index: number): void;
  colourAt(at: Point): number[] | null;
  placeOf(column: number, row: number): Point | null;
  /** Where a point of the patient (mm) lies in the cell, and how far before the image (mm). */
  placeOfPoint(point: [number, number, number]): (Point & { off: number }) | null;
}

declare global {
  var pandokReading: ReadingHook | undefined;
}

export function exposeHook(room: ReadingRoom): void {
  const progress = () => room.frames.progress(room.series.peek() ?? "");
  globalThis.pandokReading = {
    get slice() {
      return room.drawn.peek()?.index ?? null;
    },
    get slices() {
      const manifest = room.manifest.peek();
      return manifest ? frameCount(manifest) : 0;
    },
    get series() {
      return room.series.peek();
    },
    get window() {
      return room.drawn.peek()?.window ?? null;
    },
    get zoom() {
      return room.drawn.peek()?.placement.zoom ?? null;
    },
    get surface() {
      return room.surfaceKind.peek();
    },
    get framesLoaded() {
      return progress().here;
    },
    get framesFailed() {
      return progress().failed;
    },
    get framesCoarse() {
      return progress().coarse;
    },
    get quality() {
      const quality = room.quality.peek();
      return quality.kind === "preview" ? `preview ${String(quality.side)}` : quality.kind;
    },
    get draft() {
      return room.draft.state.peek().kind;
    },
    goTo: (index) => {
      room.goTo(index);
    },
    picture: () => room.canvas()?.toDataURL("image/png") ?? null,
    colourAt: (at) => colourAt(room, at),
    placeOf: (column, row) => placeOf(room, column, row),
    get layout() {
      return room.hung.layout.peek();
    },
    get protocol() {
      return room.hung.protocol.peek()?.id ?? null;
    },
    get beside() {
      return room.hung.cells.peek().map((cell) => ({
        series: cell.series.peek(),
        prior: cell.source.peek()?.prior?.study ?? null,
        link: room.hung.linkOf(cell),
        slice: cell.drawn.peek()?.index ?? null,
        window: cell.drawn.peek()?.window ?? null,
        goTo: (index: number) => {
          cell.goTo(index);
        },
        colourAt: (at: Point) => colourAt(cell, at),
        placeOf: (column: number, row: number) => placeOf(cell, column, row),
      }));
    },
    get planes() {
      if (room.planes.layout.peek() === "1x1") return [];
      return room.planes.cells.map((cell) => ({
        id: cell.id,
        plane: cell.plane.peek(),
        tilt: cell.tilt.peek(),
        slice: cell.drawn.peek()?.index ?? null,
        slices: cell.manifest.peek()?.frames.instance.length ?? 0,
        quality: cell.drawn.peek()?.frame.quality.kind ?? null,
        goTo: (index: number) => {
          cell.goTo(index);
        },
        colourAt: (at: Point) => colourAt(cell, at),
        placeOf: (column: number, row: number) => placeOf(cell, column, row),
        placeOfPoint: (point: [number, number, number]) => placeOfPoint(cell, point),
      }));
    },
  };
}

function colourAt(target: CellTarget, at: Point): number[] | null {
  const canvas = target.canvas();
  if (!canvas) return null;
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d");
  context?.drawImage(canvas, 0, 0);
  const ratio = canvas.width / target.cell.peek().width;
  return context ? [...context.getImageData(Math.floor(at.x * ratio), Math.floor(at.y * ratio), 1, 1).data.slice(0, 3)] : null;
}

function placeOf(target: CellTarget, column: number, row: number): Point | null {
  const scene = target.scene.peek();
  return scene ? apply(imageToCell(scene.manifest, target.cell.peek(), scene.placement), { x: column + 0.5, y: row + 0.5 }) : null;
}

function placeOfPoint(target: CellTarget, point: [number, number, number]): (Point & { off: number }) | null {
  const scene = target.scene.peek();
  const sheet = scene && sheetOf(scene.manifest, scene.index);
  if (!sheet) return null;
  const image = imageOf(sheet, point);
  return { ...apply(imageToCell(scene.manifest, target.cell.peek(), scene.placement), image), off: image.off };
}
