import { signal } from "@preact/signals";
import type * as Parts from "./index";
import type { ReadingRoom } from "../room/room";
import { isPhone } from "../ui/screen";

/** The 3D view while it is open: its code is loaded when somebody asks for it. */
export const volume3d = signal<{ parts: typeof Parts; series: string } | null>(null);

/** Opens and closes the 3D view of the series on screen; where it is none, the reason is told. */
export function toggleVolume(room: ReadingRoom): void {
  if (volume3d.peek()) {
    closeVolume();
    return;
  }
  const { refusal, grid } = room.planes;
  const series = room.series.peek();
  if (refusal.peek() !== null || !grid.peek() || series === null) {
    room.refuse(refusal.peek() ?? "noPositions");
    return;
  }
  if (!isPhone.peek()) room.planes.show("2x2");
  void import("./index").then(
    (parts) => {
      if (room.series.peek() === series) volume3d.value = { parts, series };
    },
    () => {
      room.refuse("offline");
    },
  );
}

export function closeVolume(): void {
  volume3d.value = null;
}
