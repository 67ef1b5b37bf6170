import { actionOf, type Action } from "../core/keys";
import { frameCount } from "../core/manifest";
import { isMeasure } from "../core/tools";
import { masks } from "../masks/lazy";
import type { ReadingRoom } from "../room/room";
import { toggleVolume } from "../volume3d/lazy";
import { deleteMeasurement, insertSentence, toggleKeyImage } from "./deeds";
import { isPhone, keysOpen, paneOpen, paneTab, sheet, signOpen } from "./screen";

/** Listens to the keys of the whole room; an open dialog keeps its own. */
export function bindKeys(room: ReadingRoom): () => void {
  const down = (event: KeyboardEvent): void => {
    if (document.querySelector("dialog[open]")) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    const inText = target?.closest("textarea, input, select") !== null && target !== null;
    if (!inText && !pressesButton(event, target) && masks.peek()?.desk.editor.peek()?.key(event)) {
      event.preventDefault();
      return;
    }
    if (!inText && (nudges(room, event) || pressesButton(event, target))) return;
    const action = actionOf(event, inText, room.settings.value);
    if (!action) return;
    event.preventDefault();
    perform(room, action);
  };
  addEventListener("keydown", down);
  return () => {
    removeEventListener("keydown", down);
  };
}

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
    measurements.point.value = next < selected.points.length ? next : null;
  } else if (scene && special !== null && isMeasure(special)) room.drawing.place(scene, room.cell.peek(), special);
}

function perform(room: ReadingRoom, action: Action): void {
  switch (action.kind) {
    case "slice":
      room.scroll(action.by);
      return;
    case "edge":
      room.goTo(action.to === "first" ? 0 : room.manifest.value ? frameCount(room.manifest.value) - 1 : 0);
      return;
    case "preset":
      room.preset(action.number);
      return;
    case "defaultWindow":
      room.defaultWindow();
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
    case "invert":
    case "flip":
    case "rotate":
    case "reset":
      room[action.kind]();
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
