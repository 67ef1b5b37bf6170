import { effect, signal } from "@preact/signals";
import type * as Parts from "./index";
import type { ReadingRoom } from "../room/room";
import type { MaskDesk } from "./desk";

/** The masks' code and state; null until they are needed: for studies with segmentations, after the first picture, or when somebody draws one. */
export const masks = signal<{ parts: typeof Parts; desk: MaskDesk } | null>(null);

/** False when the code could not be loaded. */
export async function loadMasks(room: ReadingRoom): Promise<boolean> {
  try {
    const parts = await import("./index");
    masks.value ??= { parts, desk: new parts.MaskDesk(room) };
    return true;
  } catch {
    return false;
  }
}

export function watchMasks(room: ReadingRoom): () => void {
  let known = 0;
  const end = effect(() => {
    const count = (room.opening.value?.series ?? [])
      .filter(({ modality }) => modality === "SEG")
      .reduce((sum, { instances }) => sum + instances, 0);
    if (count === known || room.drawn.value === null) return;
    known = count;
    const { desk } = masks.peek() ?? {};
    if (desk) void desk.refresh();
    else
      void loadMasks(room).then((loaded) => {
        if (!loaded) known = 0;
      });
  });
  return () => {
    end();
    masks.peek()?.desk.dispose();
    masks.value = null;
  };
}
