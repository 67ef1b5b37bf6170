import { effect } from "@preact/signals";
import { render } from "preact";
import { language, setLanguage } from "../../shared/i18n";
import { zone } from "../../shared/time";
import type { FirstImage } from "../first/first";
import { Room } from "../ui/Room";
import { exposeHook } from "./hook";
import { ReadingRoom } from "./room";

void import("../../shared/font.css");

/** The whole room; it goes on where the first image is. */
export function openRoom(study: string, first: FirstImage): void {
  const root = document.getElementById("root");
  if (!root) return;
  first.handOver();
  setLanguage(language.value);
  const room = new ReadingRoom(study, first);
  room.me.value = first.me;
  effect(() => {
    const me = room.me.value;
    if (!me) return;
    setLanguage(me.language);
    zone.value = me.timeZone;
  });
  exposeHook(room);
  render(<Room room={room} />, root);
  const image = document.getElementById("rr-image");
  if (image) first.lieOver(image);
  const end = effect(() => {
    // The first image stays until the room has drawn the same, or has something else to say.
    if (!room.drawn.value && !room.signedOut.value && room.problem.value === null && room.scene.value) return;
    first.leave();
    queueMicrotask(() => {
      end();
    });
  });
  void room.start();
  addEventListener("beforeunload", (event) => {
    if (room.draft.dirty) event.preventDefault();
  });
}
