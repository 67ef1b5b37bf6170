import { gridFor, type Grid } from "../../core/hanging";
import { t } from "../../i18n";
import type { ReadingRoom } from "../../room/room";
import { volume3d } from "../../volume3d/lazy";
import { Cell } from "../Cell";
import { PlaneView } from "../planes/PlaneView";
import { isPhone, second } from "../screen";
import { SideView } from "./SideView";

/** The first image and, unless they hang in a second window, all others. */
export function Cells({ room }: { room: ReadingRoom }) {
  const isSplit = room.planes.layout.value === "2x2";
  const isApart = second.value?.isOpen.value === true;
  const grid: Grid = isApart ? "1x1" : isSplit ? "2x2" : room.hung.grid.value;
  return (
    <div {...gridOf(grid)} data-grid={isApart ? "1x1" : isSplit ? "planes" : grid}>
      <Cell room={room} />
      {!isApart && beside(room)}
    </div>
  );
}

/** Every cell but the first, for a window of their own. */
export function Others({ room }: { room: ReadingRoom }) {
  const cells = beside(room);
  if (cells.length === 0) return <p class="rr-second-empty">{t("second.nothing")}</p>;
  const grid = gridFor(cells.length, "1x1");
  return (
    <div {...gridOf(grid)} data-grid={grid} data-count={cells.length}>
      {cells}
    </div>
  );
}

function gridOf(grid: Grid) {
  const [rows = "1", columns = "1"] = grid.split("x");
  if (grid === "1x1") return { class: "rr-cells" };
  return {
    class: "rr-cells rr-cells-4",
    style: { gridTemplate: `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))` },
  };
}

/** Three planes through the stack, or what the protocol hangs; the volume in the place of the last plane. */
function beside(room: ReadingRoom) {
  const isSplit = room.planes.layout.value === "2x2";
  const three = volume3d.value?.series === room.series.value && (isSplit || isPhone.value) ? volume3d.value : null;
  const cells = isSplit
    ? room.planes.cells.filter((cell) => !three || cell.id !== "c").map((cell) => <PlaneView key={cell.id} room={room} cell={cell} />)
    : room.hung.cells.value.map((cell) => <SideView key={cell.id} room={room} cell={cell} />);
  return three ? [...cells, <three.parts.VolumeView key="volume" room={room} />] : cells;
}
