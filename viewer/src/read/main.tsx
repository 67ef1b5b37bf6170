import "../shared/theme.css";
import "../shared/ui/ui.css";
import "./read.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { language, setLanguage } from "../shared/i18n";
import { zone } from "../shared/time";
import { exposeHook } from "./room/hook";
import { ReadingRoom } from "./room/room";
import { Room } from "./ui/Room";

void import("../shared/font.css");

const study = decodeURIComponent(/^\/read\/([^/]+)/.exec(location.pathname)?.[1] ?? "");
const root = document.getElementById("root");
if (root) {
  setLanguage(language.value);
  const room = new ReadingRoom(study);
  effect(() => {
    const me = room.me.value;
    if (!me) return;
    setLanguage(me.language);
    zone.value = me.timeZone;
  });
  exposeHook(room);
  render(<Room room={room} />, root);
  void room.start();
  addEventListener("beforeunload", (event) => {
    if (room.draft.dirty) event.preventDefault();
  });
}
