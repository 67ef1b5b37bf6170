import type { Picture } from "../decode/job";
import type { Frame } from "../decode/pixels";
import { upsample } from "../decode/upsample";

/** A picture at one of the lower resolutions. */
export interface Preview {
  key: string;
  level: number;
  /** How often its sides were halved. */
  halvings: number;
  picture: Picture;
  columns: number;
  rows: number;
}

const keptAtFullSize = 4;

/** Previews are kept small; the few that are on screen are brought to full size when asked for. */
export class Previews {
  readonly #previews = new Map<string, Preview>();
  readonly #grown = new Map<Preview, Frame>();

  get(key: string): Preview | null {
    return this.#previews.get(key) ?? null;
  }

  put(preview: Preview): void {
    const before = this.#previews.get(preview.key);
    if (before && before.level >= preview.level) return;
    this.drop(preview.key);
    this.#previews.set(preview.key, preview);
  }

  drop(key: string): void {
    const before = this.#previews.get(key);
    if (before) this.#grown.delete(before);
    this.#previews.delete(key);
  }

  frame(key: string): Frame | null {
    const preview = this.#previews.get(key);
    if (!preview) return null;
    const frame = this.#grown.get(preview) ?? grow(preview);
    this.#grown.delete(preview);
    this.#grown.set(preview, frame);
    for (const oldest of this.#grown.keys()) {
      if (this.#grown.size <= keptAtFullSize) break;
      this.#grown.delete(oldest);
    }
    return frame;
  }

  clear(): void {
    this.#previews.clear();
    this.#grown.clear();
  }
}

function grow({ key, level, halvings, picture, columns, rows }: Preview): Frame {
  const { samples } = picture;
  return {
    key,
    pixels: upsample(picture.pixels, picture, halvings, { columns, rows }, samples),
    columns,
    rows,
    samples,
    quality: { kind: "preview", level, side: Math.max(picture.columns, picture.rows) },
  };
}
