import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Point } from "../core/geometry";
import { frameCount } from "../core/manifest";
import { acquired, acquiredPlane, gridOf, planes, voxelOf, type Cut, type Grid, type Layer, type VolumeRefusal } from "../core/planes";
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

  /** Where the other planes cross this one, as image columns and rows. */
  lines(target: CellTarget): { vertical: number[]; horizontal: number[] } {
    const grid = this.grid.value;
    const cut = this.cut(target);
    const lines = { vertical: [] as number[], horizontal: [] as number[] };
    if (!grid || !cut) return lines;
    const seen = new Set<number>([cut.through.axis]);
    for (const other of [this.room, ...this.cells]) {
      const its = this.cut(other);
      const index = other.view.value?.index;
      if (!its || index === undefined || seen.has(its.through.axis)) continue;
      seen.add(its.through.axis);
      const voxel = voxelOf(grid, its.through, index);
      if (cut.right.axis === its.through.axis) lines.vertical.push(voxelOf(grid, cut.right, voxel) + 0.5);
      else lines.horizontal.push(voxelOf(grid, cut.down, voxel) + 0.5);
    }
    return lines;
  }

  /** All other planes go through this image point. */
  crossAt(target: CellTarget, at: Point): void {
    const grid = this.grid.peek();
    const cut = this.cut(target);
    const index = target.view.peek()?.index;
    if (!grid || !cut || index === undefined) return;
    const voxel = [0, 0, 0];
    voxel[cut.right.axis] = voxelOf(grid, cut.right, Math.floor(at.x));
    voxel[cut.down.axis] = voxelOf(grid, cut.down, Math.floor(at.y));
    voxel[cut.through.axis] = voxelOf(grid, cut.through, index);
    for (const other of [this.room, ...this.cells]) {
      const its = this.cut(other);
      if (other !== target && its) other.goTo(voxelOf(grid, its.through, voxel[its.through.axis] ?? 0));
    }
  }
}
