import { actionOf, type Action } from "../core/keys";
import { frameCount } from "../core/manifest";
import type { ReadingRoom } from "../room/room";
import { isPhone, keysOpen, paneOpen, sheet, signOpen } from "./screen";

/** Listens to the keys of the whole room; an open dialog keeps its own. */
export function bindKeys(room: ReadingRoom): () => void {
  const down = (event: KeyboardEvent): void => {
    if (document.querySelector("dialog[open]")) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    const inText = target?.closest("textarea, input, select") !== null && target !== null;
    const action = actionOf(event, inText);
    if (!action) return;
    event.preventDefault();
    perform(room, action);
  };
  addEventListener("keydown", down);
  return () => {
    removeEventListener("keydown", down);
  };
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
      room.tool.value = action.tool;
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
      document.getElementById("rr-image")?.focus();
      return;
    case "sign":
      if (room.canWrite.value && room.draft.sections.value.impression.trim() !== "") signOpen.value = true;
      else toReport("impression");
      return;
    case "help":
      keysOpen.value = true;
  }
}

/** Opens the report if it is hidden, and puts the cursor where writing goes on. */
export function toReport(section = "findings"): void {
  if (isPhone.value) sheet.value = "report";
  else paneOpen.value = true;
  requestAnimationFrame(() => {
    const pane = document.getElementById("rr-report");
    const area = pane?.querySelector<HTMLElement>(`textarea[name="${section}"]`) ?? pane?.querySelector<HTMLElement>("textarea, button");
    area?.focus();
  });
}
