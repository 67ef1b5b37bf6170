import { type Types, utilities } from "@cornerstonejs/core";
import { frameKey, isColour, spacingOf, type Manifest } from "../core/manifest";
import { positionOf } from "../core/geometry";
import type { Frame } from "../core/decode/pixels";
import type { Scene } from "../core/surface";

/** Name of our image loader; the id names a frame that `core` already holds. */
export const scheme = "pandok";

export function imageIdOf(manifest: Manifest, index: number): string {
  return `${scheme}:${frameKey(manifest, index)}`;
}

/** An image around our buffer: values are already modality values, so nothing is scaled again. */
export function imageOf(scene: Scene): Types.IImage {
  const { manifest, frame } = scene;
  const spacing = spacingOf(manifest);
  const colour = isColour(manifest);
  const { columns, rows } = frame;
  const range = rangeOf(frame);
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: frame.pixels as Types.PixelDataTypedArray,
    width: columns,
    height: rows,
    numberOfComponents: colour ? 3 : 1,
  });
  return {
    imageId: imageIdOf(manifest, scene.index),
    minPixelValue: range.low,
    maxPixelValue: range.high,
    slope: 1,
    intercept: 0,
    windowCenter: scene.window.center,
    windowWidth: scene.window.width,
    voiLUTFunction: "LINEAR",
    rows,
    columns,
    height: rows,
    width: columns,
    color: colour,
    rgba: false,
    numberOfComponents: colour ? 3 : 1,
    columnPixelSpacing: spacing.x,
    rowPixelSpacing: spacing.y,
    invert: false,
    sizeInBytes: frame.pixels.byteLength,
    dataType: frame.pixels.constructor.name,
    photometricInterpretation: colour ? "RGB" : "MONOCHROME2",
    preScale: { enabled: true, scaled: true, scalingParameters: { modality: manifest.modality, rescaleSlope: 1, rescaleIntercept: 0 } },
    voxelManager,
    getPixelData: () => voxelManager.getScalarData(),
    getCanvas: () => document.createElement("canvas"),
  } as unknown as Types.IImage;
}

const ranges = new WeakMap<Frame, { low: number; high: number }>();

function rangeOf(frame: Frame): { low: number; high: number } {
  const known = ranges.get(frame);
  if (known) return known;
  let low = Infinity;
  let high = -Infinity;
  for (const value of frame.pixels) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = { low, high };
  ranges.set(frame, range);
  return range;
}

/** What the library asks about an image, answered from the manifest. MONOCHROME1 is turned in `core`, not here. */
export function answer(type: string, manifest: Manifest, index: number): unknown {
  const spacing = spacingOf(manifest);
  const orientation = manifest.orientation ?? [1, 0, 0, 0, 1, 0];
  const colour = isColour(manifest);
  switch (type) {
    case "imagePlaneModule":
      return {
        frameOfReferenceUID: manifest.frameOfReference ?? manifest.series,
        rows: manifest.rows,
        columns: manifest.columns,
        imageOrientationPatient: orientation,
        rowCosines: orientation.slice(0, 3),
        columnCosines: orientation.slice(3, 6),
        imagePositionPatient: positionOf(manifest, index),
        sliceLocation: manifest.frames.along?.[index] ?? 0,
        pixelSpacing: [spacing.y, spacing.x],
        rowPixelSpacing: spacing.y,
        columnPixelSpacing: spacing.x,
        usingDefaultValues: !spacing.known,
      };
    case "imagePixelModule":
      return {
        samplesPerPixel: manifest.samples,
        photometricInterpretation: colour ? "RGB" : "MONOCHROME2",
        rows: manifest.rows,
        columns: manifest.columns,
        bitsAllocated: colour ? 8 : 16,
        bitsStored: colour ? 8 : 16,
        highBit: colour ? 7 : 15,
        pixelRepresentation: colour ? 0 : 1,
      };
    case "generalSeriesModule":
      return { modality: manifest.modality, seriesInstanceUID: manifest.series };
    case "voiLutModule":
      return {
        windowCenter: manifest.windows.map((w) => w.center),
        windowWidth: manifest.windows.map((w) => w.width),
        voiLUTFunction: "LINEAR",
      };
    case "modalityLutModule":
      return { rescaleSlope: 1, rescaleIntercept: 0, rescaleType: manifest.rescale.unit ?? "US" };
    default:
      return undefined;
  }
}
