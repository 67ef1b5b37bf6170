import type { Protocol } from "./protocol";

/** The files that come with the program, in the order of their names: special ones first, the default of a modality after them. */
const files = import.meta.glob<Protocol>("./protocols/*.json", { eager: true, import: "default" });

export const ours: readonly Protocol[] = Object.keys(files)
  .sort()
  .flatMap((name) => files[name] ?? []);
