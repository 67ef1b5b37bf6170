import { actionOf, type Action } from "../core/keys";
import { frameCount } from "../core/manifest";
import { isMeasure } from "../core/tools";
import { steps, withPreset } from "../core/view";
import { masks } from "../masks/lazy";
import type { ReadingRoom } from "../room/room";
import type { CellTarget } from "../room/target";
import { toggleVolume } from "../volume3d/lazy";
import { deleteMeasurement, insertSentence, toggleKeyImage } from "./deeds";
import { turnsPlane } from "./planes/turnHand";
import { isPhone, keysOpen, paneOpen, paneTab, second, sheet, signOpen } from "./screen";

/** Listens to the keys of the whole room, in each of its windows; an open dialog keeps its own. */
export function bindKeys(room: ReadingRoom, page: Window = window): () => void {
  const down = (event: KeyboardEvent): void => {
    if (document.querySelector("dialog[open]") || page.document.querySelector("dialog[open]")) return;
    const target = elementOf(event.target);
    const inText = target?.closest("textarea, input, select") !== null && target !== null;
    if (!inText && !pressesButton(event, target) && masks.peek()?.desk.editor.peek()?.key(event)) {
      event.preventDefault();
      return;
    }
    if (!inText && (turnsPlane(room, cellOf(room, target), event) || nudges(room, event) || pressesButton(event, target))) return;
    const action = actionOf(event, inText, room.settings.value);
    if (!action) return;
    event.preventDefault();
    perform(room, action, cellOf(room, target));
  };
  page.addEventListener("keydown", down);
  return () => {
    page.removeEventListener("keydown", down);
  };
}

/** By what it can do: an element of the second window is of another realm. */
function elementOf(target: EventTarget | null): HTMLElement | null {
  return target !== null && "closest" in target ? (target as HTMLElement) : null;
}

/** The cell that has the focus, else the first. */
function cellOf(room: ReadingRoom, target: HTMLElement | null): Scrolled {
  const id = target?.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  const cells: readonly (readonly [string, Scrolled])[] = [
    ...room.planes.cells.map((cell) => [cell.id, cell] as const),
    ...room.hung.cells.peek().map((cell) => [`side-${cell.id}`, cell] as const),
  ];
  return cells.find(([name]) => name === id)?.[1] ?? room;
}

type Scrolled = CellTarget & { goTo(index: number): void };

/** A focused button keeps its own Enter and Space. */
function pressesButton(event: KeyboardEvent, target: HTMLElement | null): boolean {
  return (event.code === "Enter" || event.code === "Space") && target !== null && target.closest("button, a, summary") !== null;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrows move the selected drawing by a pixel of the image, with Shift by ten; without one they are the slices'. */
function nudges(room: ReadingRoom, event: KeyboardEvent): boolean {
  const way = ways[event.code];
  const scene = room.scene.peek();
  if (!way || !scene || event.ctrlKey || event.altKey || event.metaKey || room.measurements.selected.peek() === null) return false;
  const step = event.shiftKey ? 10 : 1;
  if (!room.drawing.nudge(scene, way[0] * step, way[1] * step)) return false;
  event.preventDefault();
  return true;
}

/** The next point of the selected drawing, all of it after the last; with a tool in hand and nothing selected: a drawing to begin with. */
function nextPoint(room: ReadingRoom): void {
  const { measurements } = room;
  const selected = measurements.items.peek().get(measurements.selected.peek() ?? "");
  const [scene, special] = [room.scene.peek(), room.special.peek()];
  if (selected) {
    const next = (measurements.point.peek() ?? -1) + 1;
    measurements.point.value = next < selected.points.length && selected.kind !== "freehand" ? next : null;
  } else if (scene && special !== null && isMeasure(special)) room.drawing.place(scene, room.cell.peek(), special);
}

function perform(room: ReadingRoom, action: Action, cell: Scrolled): void {
  switch (action.kind) {
    case "slice":
      cell.scroll(action.by);
      return;
    case "edge":
      cell.goTo(action.to === "first" ? 0 : cell.manifest.value ? frameCount(cell.manifest.value) - 1 : 0);
      return;
    case "preset":
      cell.change((view, manifest) => withPreset(view, manifest, action.number));
      return;
    case "defaultWindow":
      cell.change(steps.defaultWindow);
      return;
    case "tool":
      room.choose(action.tool);
      return;
    case "layout":
      room.hung.show(action.layout);
      return;
    case "link":
      if (room.hung.cells.value.length > 0) room.hung.toggleLink();
      else room.refuse("nothingBeside");
      return;
    case "undo":
    case "redo":
      room.measurements[action.kind]();
      return;
    case "delete": {
      const id = room.measurements.selected.value;
      if (id !== null) deleteMeasurement(room, id);
      return;
    }
    case "point":
      nextPoint(room);
      return;
    case "insert": {
      const kept = room.measurements.items.value.get(room.measurements.selected.value ?? "");
      if (kept) insertSentence(room, kept);
      return;
    }
    case "cine":
      room.cine.toggle();
      return;
    case "keyImage":
      toggleKeyImage(room);
      return;
    case "slab":
      if (room.planes.layout.value === "1x1") room.planes.show("2x2");
      else (room.planes.active.value ?? room.planes.cells[2]).nextMode();
      return;
    case "masks": {
      const desk = masks.peek()?.desk;
      desk?.set({ hidden: !desk.style.peek().hidden });
      return;
    }
    case "segment":
      masks.peek()?.desk.step(action.by);
      return;
    case "volume":
      toggleVolume(room);
      return;
    case "series":
      room.step(action.by);
      return;
    case "second":
      second.peek()?.toggle();
      return;
    case "invert":
    case "flip":
    case "rotate":
    case "reset":
      if (action.kind === "reset") room.planes.put(null);
      cell.change(steps[action.kind]);
      return;
    case "overlay":
      room.overlay.value = !room.overlay.value;
      return;
    case "report":
      toReport();
      return;
    case "images":
      sheet.value = null;
      putDown(room);
      document.getElementById("rr-image")?.focus();
      return;
    case "sign":
      if (room.canWrite.value && room.draft.sections.value.impression.trim() !== "") signOpen.value = true;
      else toReport("impression");
      return;
    case "nextCase":
      void room.nextCase.open();
      return;
    case "help":
      keysOpen.value = true;
  }
}

/** Escape: first what is being drawn, then the selection, then the tool. */
function putDown(room: ReadingRoom): void {
  room.cine.stop();
  if (room.drawing.busy) room.drawing.cancel();
  else if (room.measurements.selected.value !== null) room.measurements.select(null);
  else room.special.value = null;
}

/** Opens the report if it is hidden, and puts the cursor where writing goes on. */
export function toReport(section = "findings"): void {
  if (isPhone.value) sheet.value = "report";
  else paneOpen.value = true;
  paneTab.value = "report";
  requestAnimationFrame(() => {
    const pane = document.getElementById("rr-report");
    const area = pane?.querySelector<HTMLElement>(`textarea[name="${section}"]`) ?? pane?.querySelector<HTMLElement>("textarea, button");
    area?.focus();
  });
}
