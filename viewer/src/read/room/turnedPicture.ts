import { signal, type ReadonlySignal } from "@preact/signals";
import type { Frame } from "../core/decode/pixels";
import { frameKey, type Manifest } from "../core/manifest";
import { fillRows, paddingOf, resliceOblique, sheetOf, slabOffsets, type Grid, type Sampling, type Slab } from "../core/planes";
import { worst } from "../core/quality";
import type { Layers } from "./planes";

/** A picture that is wished for: an image of a turned plane. */
export interface TurnedWish extends Layers {
  manifest: Manifest;
  index: number;
  grid: Grid;
  slab: Slab;
}

interface Made {
  what: string;
  layers: Layers["layers"];
  frame: Frame;
}

/** Samples that are taken at once; more would hold up the hand. Measured: 20 to 45 ns for one. */
const atOnce = 1_200_000;
/** Of a slab while it is rough, at most. */
const roughImages = 5;
/** Milliseconds of work before something else gets its turn. */
const slice = 12;

/** The pictures of one turned plane: rough while the plane is turned and while a thick slab of it is made, then whole. */
export class TurnedPicture {
  /** What was made bit by bit. */
  readonly #refined = signal<Made | null>(null);
  #whole: Made | null = null;
  #rough: Made | null = null;

  constructor(private readonly moving: ReadonlySignal<boolean>) {}

  /** The same object as long as it shows the same. */
  frame(wish: TurnedWish): Frame | null {
    const what = nameOf(wish);
    const isThis = (made: Made | null): made is Made => made?.what === what && made.layers === wish.layers;
    const refined = this.#refined.value;
    if (isThis(refined)) return refined.frame;
    if (isThis(this.#whole)) return this.#whole.frame;
    if (!this.moving.value && costOf(wish) <= atOnce) {
      const sampling = samplingOf(wish, false);
      if (!sampling) return null;
      this.#whole = { what, layers: wish.layers, frame: frameOf(wish, sampling, resliceOblique(sampling)) };
      return this.#whole.frame;
    }
    if (isThis(this.#rough)) return this.#rough.frame;
    const sampling = samplingOf(wish, true);
    if (!sampling) return null;
    const frame = frameOf(wish, sampling, resliceOblique(sampling));
    const side = Math.max(frame.columns, frame.rows);
    this.#rough = {
      what,
      layers: wish.layers,
      // Rougher than its slices, and says so.
      frame: { ...frame, rough: true, quality: worst([frame.quality, { kind: "preview", level: 0, side }]) },
    };
    return this.#rough.frame;
  }

  /** Makes what is too much at once, a little at a time; returns the way to stop. */
  refine(wish: TurnedWish | null): () => void {
    if (!wish || this.moving.value || costOf(wish) <= atOnce) return () => undefined;
    const [what, { layers }] = [nameOf(wish), wish];
    const known = this.#refined.peek();
    const sampling = samplingOf(wish, false);
    if ((known?.what === what && known.layers === layers) || !sampling) return () => undefined;
    const pixels = new Float32Array(sampling.sheet.columns * sampling.sheet.rows);
    const rows = fillRows(sampling, pixels);
    const work = (): void => {
      for (const end = performance.now() + slice; performance.now() < end;)
        if (rows.next().done === true) {
          this.#refined.value = { what, layers, frame: frameOf(wish, sampling, pixels) };
          return;
        }
      timer = setTimeout(work);
    };
    // A hand that moves on leaves no time for it.
    let timer = setTimeout(work, 60);
    return () => {
      clearTimeout(timer);
    };
  }
}

/** To a millionth: turning the others about the normal of a plane leaves it where it is, but for rounding. */
function nameOf({ manifest, index, slab }: TurnedWish): string {
  const place = [...(manifest.orientation ?? []), ...(manifest.frames.position?.[index] ?? [])].map((part) => part.toFixed(6));
  return JSON.stringify([manifest.series, place, slab]);
}

function costOf({ manifest, slab, grid }: TurnedWish): number {
  return manifest.columns * manifest.rows * slabOffsets(slab, Math.min(...grid.spacing)).length;
}

function samplingOf({ manifest, index, layers, grid, slab }: TurnedWish, isRough: boolean): Sampling | null {
  const part = isRough ? 2 : 1;
  const sheet = sheetOf(manifest, index, { columns: Math.ceil(manifest.columns / part), rows: Math.ceil(manifest.rows / part) });
  const finest = Math.min(...grid.spacing);
  const step = isRough ? Math.max(finest * 2, slab.mm / roughImages) : finest;
  return sheet && { layers, grid, sheet, slab, step, padding: paddingOf(manifest) };
}

function frameOf({ manifest, index, qualities, slab }: TurnedWish, { sheet: { columns, rows } }: Sampling, pixels: Float32Array): Frame {
  const key = `${frameKey(manifest, index)}/${slab.mode}/${String(slab.mm)}`;
  return { key, pixels, columns, rows, samples: 1, quality: worst(qualities) };
}
