import type { Signal } from "@preact/signals";
import type { Point } from "../core/geometry";
import type { Crop, PresetId } from "../core/volume3d";
import type { Surface3d } from "../cornerstone";

/** What tests may ask of the 3D view. */
export interface VolumeHook {
  readonly preset: PresetId;
  crop: Crop;
  /** Red, green and blue of the picture at points of the view, in CSS pixels: rendered anew and read in one go. */
  coloursAt(points: readonly Point[]): number[][];
}

declare global {
  var pandokVolume: VolumeHook | undefined;
}

export function exposeVolume(surface: Surface3d, { preset, crop }: { preset: Signal<PresetId>; crop: Signal<Crop> }): () => void {
  globalThis.pandokVolume = {
    get preset() {
      return preset.peek();
    },
    get crop() {
      return crop.peek();
    },
    set crop(next) {
      crop.value = next;
    },
    coloursAt(points) {
      surface.render();
      const copy = document.createElement("canvas");
      const { canvas } = surface;
      [copy.width, copy.height] = [canvas.width, canvas.height];
      const context = copy.getContext("2d");
      context?.drawImage(canvas, 0, 0);
      return points.map(({ x, y }) => [...(context?.getImageData(Math.floor(x), Math.floor(y), 1, 1).data.slice(0, 3) ?? [])]);
    },
  };
  return () => {
    globalThis.pandokVolume = undefined;
  };
}
