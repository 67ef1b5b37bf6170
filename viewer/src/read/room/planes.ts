import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Point } from "../core/geometry";
import { frameCount } from "../core/manifest";
import {
  acquired,
  acquiredPlane,
  angleOf,
  gridOf,
  patientOf,
  planes,
  plus,
  rotationAbout,
  sheetOf,
  straight,
  after,
  times,
  voxelAt,
  voxelOf,
  type Cut,
  type Grid,
  type Layer,
  type Turn,
  type Vector,
  type VolumeRefusal,
} from "../core/planes";
import type { Quality } from "../core/quality";
import { PlaneCell } from "./planeCell";
import type { ReadingRoom } from "./room";
import type { CellTarget } from "./target";

export type Layout = "1x1" | "2x2";

/** The slices of a volume as they are here, and how good each is. */
export interface Layers {
  layers: readonly Layer[];
  qualities: readonly Quality[];
}

/** The planes through the stack on screen: three linked cells beside it. */
export class Planes {
  readonly layout = signal<Layout>("1x1");
  /** The cell whose slab the keys change. */
  readonly active = signal<PlaneCell | null>(null);
  /** While planes are being turned, pictures may be rough: they must follow the hand. */
  readonly moving = signal(false);
  readonly #turned = signal<{ series: string; turn: Turn } | null>(null);
  /** Null: the planes lie along the axes of the volume, each at a place of its own. */
  readonly turn = computed<Turn | null>(() => {
    const turned = this.#turned.value;
    return turned !== null && turned.series === this.room.series.value ? turned.turn : null;
  });
  readonly #volume = computed<Grid | VolumeRefusal | null>(() => {
    const manifest = this.room.manifest.value;
    return manifest ? gridOf(manifest) : null;
  });
  readonly grid = computed<Grid | null>(() => {
    const volume = this.#volume.value;
    return typeof volume === "object" ? volume : null;
  });
  /** Why there are no planes through this stack; null when there are, or when nothing is on screen yet. */
  readonly refusal = computed<VolumeRefusal | null>(() => {
    const volume = this.#volume.value;
    return typeof volume === "string" ? volume : null;
  });
  /** All slices, first to last, each at least as a preview; null while some are missing. */
  readonly layers: ReadonlySignal<Layers | null> = computed(() => {
    void this.room.frames.progressed.value;
    const manifest = this.room.manifest.value;
    if (!manifest || !this.grid.value || this.layout.value === "1x1") return null;
    const layers: Layer[] = [];
    const qualities: Quality[] = [];
    for (let i = 0; i < frameCount(manifest); i++) {
      const layer = this.room.frames.layer(manifest, i);
      if (!layer) return null;
      layers.push(layer);
      qualities.push(this.room.frames.quality(manifest, i));
    }
    return { layers, qualities };
  });
  readonly cells: readonly [PlaneCell, PlaneCell, PlaneCell];

  constructor(readonly room: ReadingRoom) {
    const own = computed(() => (this.grid.value ? acquiredPlane(this.grid.value) : "axial"));
    const others = computed(() => planes.filter((plane) => plane !== own.value));
    this.cells = [
      new PlaneCell("a", this, computed(() => others.value[0] ?? "coronal"), { mode: "thin", mm: 0 }),
      new PlaneCell("b", this, computed(() => others.value[1] ?? "sagittal"), { mode: "thin", mm: 0 }),
      new PlaneCell("c", this, own, { mode: "mip", mm: 10 }),
    ]; // prettier-ignore
  }

  /** 2x2 only where a plane may be cut; else the reason is told. */
  show(layout: Layout): void {
    const { refusal } = this;
    if (layout === "2x2" && (refusal.value !== null || !this.grid.value)) {
      this.room.refuse(refusal.value ?? "noPositions");
      return;
    }
    this.layout.value = layout;
  }

  cut(target: CellTarget): Cut | null {
    return target === this.room ? acquired : target instanceof PlaneCell ? target.cut.value : null;
  }

  /** Step through the plane of each axis of the volume that crosses this one: of the stack first, then of the cells. */
  crossing(target: CellTarget): ReadonlyMap<0 | 1 | 2, number> {
    const grid = this.grid.value;
    const cut = this.cut(target);
    const voxels = new Map<0 | 1 | 2, number>();
    for (const other of grid && cut ? [target, this.room, ...this.cells] : []) {
      const its = this.cut(other);
      const index = other.view.value?.index;
      if (grid && its && index !== undefined && !voxels.has(its.through.axis))
        voxels.set(its.through.axis, voxelOf(grid, its.through, index));
    }
    return voxels;
  }

  /** How the planes lie; those that are not turned cross where their lines do in this cell. */
  held(target: CellTarget): Turn | null {
    const grid = this.grid.peek();
    const turn = this.turn.peek();
    if (turn || !grid) return turn;
    const voxels = this.crossing(target);
    const centre = grid.directions.reduce<Vector>(
      (sum, axis, i) => plus(sum, times(axis, (voxels.get(i as 0 | 1 | 2) ?? 0) * (grid.spacing[i] ?? 0))),
      grid.origin,
    );
    return { rotation: straight, centre };
  }

  /** Turns the planes from where they were about a unit normal through the point that all of them share, in radians. */
  turnAbout({ rotation: before, centre }: Turn, normal: Vector, angle: number): void {
    const rotation = after(rotationAbout(normal, angle), before);
    this.put(angleOf(rotation) < 1e-6 ? null : { rotation, centre });
  }

  /** Null: along the axes again, each plane through the voxel where all of them crossed. */
  put(turn: Turn | null): void {
    const [before, grid, series] = [this.turn.peek(), this.grid.peek(), this.room.series.peek()];
    if (before === turn || !grid || series === null) return;
    const centre = turn?.centre ?? before?.centre ?? grid.origin;
    const turns = turn && turn.rotation !== before?.rotation;
    const keep = turns ? this.cells.map((cell) => cell.standing(centre)) : [];
    batch(() => {
      this.#turned.value = turn && { series, turn };
      for (const again of keep) again();
      if (!turn) this.#through(voxelAt(grid, centre), this.room);
    });
  }

  /** All turned planes go through this point of the patient. */
  move(centre: Vector): void {
    const turn = this.turn.peek();
    if (turn) this.put({ rotation: turn.rotation, centre });
  }

  /** All other planes go through this image point. */
  crossAt(target: CellTarget, at: Point): void {
    const grid = this.grid.peek();
    const cut = this.cut(target);
    const [manifest, index] = [target.manifest.peek(), target.view.peek()?.index];
    if (!grid || !cut || !manifest || index === undefined) return;
    const sheet = this.turn.peek() && sheetOf(manifest, index);
    if (sheet) {
      const point = patientOf(sheet, at);
      const voxel = voxelAt(grid, point);
      if (voxel.some((part, i) => part < -0.5 || part > (grid.size[i] ?? 0) - 0.5)) return;
      batch(() => {
        this.move(point);
        if (target !== this.room) this.room.goTo(Math.round(voxel[2]));
      });
      return;
    }
    const voxel: [number, number, number] = [0, 0, 0];
    voxel[cut.right.axis] = voxelOf(grid, cut.right, Math.floor(at.x));
    voxel[cut.down.axis] = voxelOf(grid, cut.down, Math.floor(at.y));
    voxel[cut.through.axis] = voxelOf(grid, cut.through, index);
    if (target !== this.room) this.room.goTo(voxel[2]);
    this.#through(voxel, target);
  }

  #through(voxel: Vector, except: CellTarget): void {
    const grid = this.grid.peek();
    for (const other of this.cells) {
      const its = this.cut(other);
      if (grid && its && other !== except) other.goTo(voxelOf(grid, its.through, Math.round(voxel[its.through.axis])));
    }
  }
}
