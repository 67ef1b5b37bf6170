import "../../shared/theme.css";
import "../../shared/ui/ui.css";
import "../read.css";
import { FirstImage } from "./first";

const study = decodeURIComponent(/^\/read\/([^/]+)/.exec(location.pathname)?.[1] ?? "");
const first = new FirstImage(study);
void first.open().then(async () => {
  const { openRoom } = await import("../room");
  openRoom(study, first);
});
