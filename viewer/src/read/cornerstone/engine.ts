import { cache, Enums, imageLoader, init, metaData, RenderingEngine, type Types } from "@cornerstonejs/core";
import type { Manifest } from "../core/manifest";
import type { Scene } from "../core/surface";
import { answer, imageIdOf, imageOf, scheme } from "./images";

const megabyte = 1024 * 1024;
const scenes = new Map<string, Scene>();
const places = new Map<string, { manifest: Manifest; index: number }>();
let engine: RenderingEngine | null = null;
let users = 0;

/** One engine for the page: it outlives every component and ends with its last viewport. */
export function openEngine(): RenderingEngine {
  if (!engine) {
    init({ rendering: { webGlContextCount: 1 } } as Types.Cornerstone3DConfig);
    // Our own store holds the frames; the library keeps next to nothing.
    cache.setMaxCacheSize(64 * megabyte);
    imageLoader.registerImageLoader(scheme, (imageId: string) => ({ promise: load(imageId) }));
    metaData.addProvider((type: string, imageId: unknown) => {
      const place = typeof imageId === "string" ? places.get(imageId) : undefined;
      return place ? answer(type, place.manifest, place.index) : undefined;
    }, 10_000);
    engine = new RenderingEngine("pandok");
  }
  users++;
  return engine;
}

export function closeEngine(): void {
  users--;
  if (users > 0) return;
  engine?.destroy();
  engine = null;
  places.clear();
  cache.purgeCache();
}

/** Tells the metadata provider where a scene's frame lies; returns its image id. */
export function place(scene: Scene): string {
  const imageId = imageIdOf(scene.manifest, scene.index);
  places.set(imageId, { manifest: scene.manifest, index: scene.index });
  return imageId;
}

/** Gives the loader the scene it may be asked for during `setStack`. */
export async function offering<R>(scene: Scene, work: (imageId: string) => Promise<R>): Promise<R> {
  const imageId = place(scene);
  scenes.set(imageId, scene);
  try {
    return await work(imageId);
  } finally {
    scenes.delete(imageId);
    if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
  }
}

function load(imageId: string): Promise<Types.IImage> {
  const scene = scenes.get(imageId);
  return scene ? Promise.resolve(imageOf(scene)) : Promise.reject(new Error("frame is not here"));
}

export const stackType = Enums.ViewportType.STACK;
