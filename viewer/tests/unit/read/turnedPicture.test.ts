import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gridOf, obliqueManifest, resliceOblique, rotationAbout, sheetOf, type Layer, type Slab } from "../../../src/read/core/planes";
import { lossless, type Quality } from "../../../src/read/core/quality";
import { TurnedPicture, type TurnedWish } from "../../../src/read/room/turnedPicture";
import { manifest } from "./manifest";

const side = 256;
const of = manifest({ columns: side, rows: side, pixelSpacing: [1, 1] }, ["a", "b", "c", "d"]);
const found = gridOf(of);
if (typeof found === "string") throw new Error(found);
const grid = found;
const layers: Layer[] = [0, 1, 2, 3].map((z) => Int16Array.from({ length: side * side }, (_, i) => 100 * z + (i % side)));

function wish(slab: Slab, qualities: readonly Quality[] = layers.map(() => lossless), angle = 0.3): TurnedWish {
  const turned = obliqueManifest(of, grid, "axial", { rotation: rotationAbout([0, 1, 0], angle), centre: [-50, -50, -92] });
  return { ...turned, grid, layers, qualities, slab };
}
const thin: Slab = { mode: "thin", mm: 0 };
/** More samples than are taken at once. */
const thick: Slab = { mode: "mip", mm: 50 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a thin picture is whole at once, and the same object as long as nothing changes", () => {
  const picture = new TurnedPicture(signal(false));
  const frame = picture.frame(wish(thin));
  expect(frame).toMatchObject({ quality: lossless, columns: wish(thin).manifest.columns });
  expect(frame?.rough).toBeUndefined();
  expect(picture.frame(wish(thin))).toBe(frame);
  // Rounding is no change.
  expect(picture.frame(wish(thin, undefined, 0.3 + 1e-13))).toBe(frame);
  expect(picture.frame(wish(thin, undefined, 0.31))).not.toBe(frame);
});

test("while it is turned it has a quarter of the pixels and says that it is a preview", () => {
  const moving = signal(true);
  const picture = new TurnedPicture(moving);
  const { columns, rows } = wish(thin).manifest;
  expect(picture.frame(wish(thin))).toMatchObject({
    rough: true,
    columns: Math.ceil(columns / 2),
    rows: Math.ceil(rows / 2),
    quality: { kind: "preview" },
  });
  moving.value = false;
  expect(picture.frame(wish(thin))).toMatchObject({ columns, rows, quality: lossless });
});

test("its quality is that of the worst of all slices", () => {
  const preview: Quality = { kind: "preview", level: 3, side: 64 };
  const qualities = [lossless, preview, lossless, lossless];
  expect(new TurnedPicture(signal(false)).frame(wish(thin, qualities))?.quality).toEqual(preview);
  expect(new TurnedPicture(signal(true)).frame(wish(thin, qualities))?.quality).toEqual(preview);
});

test("a thick slab is rough at first, and made whole bit by bit; who moves on stops it", async () => {
  const picture = new TurnedPicture(signal(false));
  expect(picture.frame(wish(thick))?.rough).toBe(true);
  picture.refine(wish(thick))();
  await vi.advanceTimersByTimeAsync(5000);
  expect(picture.frame(wish(thick))?.rough).toBe(true);
  picture.refine(wish(thick));
  await vi.advanceTimersByTimeAsync(5000);
  const whole = picture.frame(wish(thick));
  expect(whole?.rough).toBeUndefined();
  expect(whole).toMatchObject({ quality: lossless, columns: wish(thick).manifest.columns });
  const { manifest: turned, index } = wish(thick);
  const sheet = sheetOf(turned, index);
  expect(whole?.pixels).toEqual(sheet && resliceOblique({ layers, grid, sheet, slab: thick, step: 1, padding: -1024 }));
});
