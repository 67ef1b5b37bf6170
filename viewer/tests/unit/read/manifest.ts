import type { Manifest } from "../../../src/read/core/manifest";

/** An axial CT of three slices (or the named instances), 5 mm apart, with the changes a test needs. */
export function manifest(changes: Partial<Manifest>, instances = ["a", "b", "c"]): Manifest {
  return {
    series: "2.25.1",
    version: 1,
    complete: true,
    modality: "CT",
    rows: 512,
    columns: 512,
    bitsAllocated: 16,
    bitsStored: 12,
    signed: false,
    samples: 1,
    photometric: "MONOCHROME2",
    rescale: { slope: 1, intercept: -1024, unit: "HU" },
    windows: [{ center: 40, width: 400 }],
    pixelSpacing: [0.7, 0.7],
    spacingSource: "PixelSpacing",
    orientation: [1, 0, 0, 0, 1, 0],
    origin: [-180, -180, -100],
    frameOfReference: "2.25.2",
    frames: {
      instance: instances,
      number: instances.map(() => 1),
      along: instances.map((_, i) => i * 5),
      position: null,
      instanceNumber: instances.map((_, i) => i + 1),
    },
    volume: { usable: true, spacingZ: 5, reason: null },
    ...changes,
  };
}
