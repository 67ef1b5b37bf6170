import { isWhole } from "../core/quality";
import type { Scene } from "../core/surface";

export type MarkName = "first-image" | "first-diagnostic-image" | "coarse-complete" | "lossless-complete";

const made = new Set<MarkName>();

function once(name: MarkName): void {
  if (made.has(name)) return;
  made.add(name);
  performance.mark(name);
}

/** The moments tests and telemetry read; each once, of the series that was opened first. They carry no patient reference. */
export const marks = {
  once,
  drawn(scene: Scene): void {
    once("first-image");
    if (isWhole(scene.frame.quality)) once("first-diagnostic-image");
  },
};
