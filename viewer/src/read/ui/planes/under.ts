import { signal } from "@preact/signals";
import type { CellTarget } from "../../room/target";

/** The line whose grip is under the mouse or held. */
export const under = signal<{ target: CellTarget; line: string } | null>(null);
