import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Frame } from "../core/decode/pixels";
import { apply, imageToCell, panBy, scaleOf, type Size } from "../core/geometry";
import { frameKey, isWhiteLow, type Manifest } from "../core/manifest";
import {
  cutOf,
  directionsOf,
  imageOf,
  obliqueManifest,
  planeManifest,
  plus,
  reslice,
  sheetOf,
  slabModes,
  slabMost,
  slabSteps,
  tiltOf,
  times,
  voxelOf,
  type Cut,
  type Plane,
  type Slab,
  type Vector,
} from "../core/planes";
import { worst } from "../core/quality";
import type { Scene } from "../core/surface";
import { goTo, openingView, type CellView } from "../core/view";
import type { Planes } from "./planes";
import type { CellTarget } from "./target";
import { TurnedPicture, type TurnedWish } from "./turnedPicture";

/** One plane through the stack, thin or as a slab. Window and inversion are those of the stack; place and zoom its own. */
export class PlaneCell implements CellTarget {
  readonly slab: Signal<Slab>;
  readonly #chosen = signal<Plane | null>(null);
  readonly plane: ReadonlySignal<Plane>;
  readonly drawn = signal<Scene | null>(null);
  readonly cell = signal<Size>({ width: 1, height: 1 });
  readonly surfaceKind = signal<"canvas2d" | "cornerstone">("canvas2d");
  canvas: () => HTMLCanvasElement | null = () => null;
  readonly refusal = "measureOnPlane";
  readonly #views = signal<ReadonlyMap<string, CellView>>(new Map());
  readonly #picture: TurnedPicture;

  readonly cut = computed<Cut | null>(() => {
    const grid = this.planes.grid.value;
    return grid ? cutOf(grid, this.plane.value) : null;
  });
  /** Its images as they lie when turned, and which of them goes through the centre; null when it is not. */
  readonly #oblique = computed(() => {
    const [grid, manifest, turn] = [this.planes.grid.value, this.planes.room.manifest.value, this.planes.turn.value];
    return grid && manifest && turn ? obliqueManifest(manifest, grid, this.plane.value, turn) : null;
  });
  readonly manifest = computed<Manifest | null>(() => {
    const [grid, manifest] = [this.planes.grid.value, this.planes.room.manifest.value];
    return this.#oblique.value?.manifest ?? (grid && manifest ? planeManifest(manifest, grid, this.plane.value) : null);
  });
  /** Degrees by which it faces away from its plane. */
  readonly tilt = computed(() => {
    const [grid, turn] = [this.planes.grid.value, this.planes.turn.value];
    return grid && turn ? tiltOf(grid, this.plane.value, turn.rotation) : 0;
  });
  readonly view = computed<CellView | null>(() => {
    const manifest = this.manifest.value;
    const stack = this.planes.room.view.value;
    if (!manifest || !stack) return null;
    const own = this.#views.value.get(manifest.series) ?? openingView(manifest);
    return { ...goTo(own, manifest, this.#oblique.value?.index ?? own.index), window: stack.window, invert: stack.invert };
  });
  readonly window = computed(() => this.planes.room.window.value);
  readonly #wish = computed<TurnedWish | null>(() => {
    const { layers, grid } = this.planes;
    const [oblique, view] = [this.#oblique.value, this.view.value];
    if (!oblique || !view || !grid.value || !layers.value) return null;
    return { manifest: oblique.manifest, index: view.index, grid: grid.value, ...layers.value, slab: this.slab.value };
  });
  readonly frame = computed<Frame | null>(() => {
    if (this.#oblique.value) return this.#wish.value && this.#picture.frame(this.#wish.value);
    const [layers, grid] = [this.planes.layers.value, this.planes.grid.value];
    const [manifest, cut, view, slab] = [this.manifest.value, this.cut.value, this.view.value, this.slab.value];
    if (!manifest || !cut || !view || !grid || !layers) return null;
    const { first, last } = slabSteps(grid, cut, view.index, slab);
    const ends = [first, last].map((step) => voxelOf(grid, cut.through, step));
    const shown = cut.through.axis === 2 ? layers.qualities.slice(Math.min(...ends), Math.max(...ends) + 1) : layers.qualities;
    return {
      key: `${frameKey(manifest, view.index)}/${slab.mode}/${String(slab.mm)}`,
      pixels: reslice(layers.layers, grid, cut, view.index, slab),
      columns: manifest.columns,
      rows: manifest.rows,
      samples: 1,
      quality: worst(shown),
    };
  });
  readonly scene = computed<Scene | null>(() => {
    const [manifest, view, frame, window] = [this.manifest.value, this.view.value, this.frame.value, this.window.value];
    if (!manifest || !view || !frame || !window) return null;
    return { manifest, index: view.index, frame, window, invert: view.invert !== isWhiteLow(manifest), placement: view.placement };
  });

  constructor(
    readonly id: string,
    private readonly planes: Planes,
    usual: ReadonlySignal<Plane>,
    slab: Slab,
  ) {
    this.slab = signal(slab);
    this.#picture = new TurnedPicture(planes.moving);
    this.plane = computed(() => this.#chosen.value ?? usual.value);
  }

  choose(plane: Plane): void {
    this.#chosen.value = plane;
  }

  thicken(slab: Slab): void {
    this.slab.value = { mode: slab.mode, mm: Math.max(0, Math.min(slabMost, slab.mm)) };
  }

  /** Thin, MIP, MinIP, mean, and thin again. */
  nextMode(): void {
    const slab = this.slab.value;
    const mode = slabModes[(slabModes.indexOf(slab.mode) + 1) % slabModes.length] ?? "thin";
    this.thicken({ mode, mm: slab.mm > 0 ? slab.mm : 10 });
  }

  change(step: (view: CellView, manifest: Manifest) => CellView): void {
    const [manifest, view] = [this.manifest.peek(), this.view.peek()];
    if (!manifest || !view) return;
    const next = step(view, manifest);
    if (next === view) return;
    this.#views.value = new Map(this.#views.value).set(manifest.series, next);
    const [grid, turn] = [this.planes.grid.peek(), this.planes.turn.peek()];
    if (grid && turn && next.index !== view.index) {
      const { through } = directionsOf(grid, this.plane.peek(), turn.rotation);
      const [from = 0, to = 0] = [manifest.frames.along?.[view.index], manifest.frames.along?.[next.index]];
      this.planes.move(plus(turn.centre, times(through, to - from)));
    }
    if (next.window !== view.window || next.invert !== view.invert)
      this.planes.room.change((stack) => ({ ...stack, window: next.window, invert: next.invert }));
  }

  goTo(index: number): void {
    this.change((view, manifest) => goTo(view, manifest, index));
  }

  scroll(by: number): void {
    this.change((view, manifest) => goTo(view, manifest, view.index + by));
  }

  /** Gives the way to put a point of the patient where it is now, as large as it is now, when the plane lies otherwise. */
  standing(point: Vector): () => void {
    const placed = (): { manifest: Manifest; view: CellView; at: { x: number; y: number } } | null => {
      const [manifest, view] = [this.manifest.peek(), this.view.peek()];
      const sheet = manifest && view && sheetOf(manifest, view.index);
      return sheet && { manifest, view, at: imageOf(sheet, point) };
    };
    const [before, size] = [placed(), this.cell.peek()];
    if (!before) return () => undefined;
    const { placement } = before.view;
    const place = apply(imageToCell(before.manifest, size, placement), before.at);
    return () => {
      const now = placed();
      if (!now) return;
      const zoom = scaleOf(before.manifest, size, placement) / scaleOf(now.manifest, size, { ...placement, zoom: 1 });
      const zoomed = { ...placement, zoom, offset: { x: 0, y: 0 } };
      const landed = apply(imageToCell(now.manifest, size, zoomed), now.at);
      const view = { ...now.view, placement: panBy(now.manifest, size, zoomed, place.x - landed.x, place.y - landed.y) };
      this.#views.value = new Map(this.#views.value).set(now.manifest.series, view);
    };
  }

  /** A thick slab of a turned plane is computed bit by bit, as long as it is on screen; returns the way to stop. */
  refine(): () => void {
    return this.#picture.refine(this.#wish.value);
  }
}
