import "../shared/theme.css";
import "../shared/ui/ui.css";
import { render } from "preact";
import { api, whenSignedOut } from "../api";
import { accept, me } from "../session";
import { language, setLanguage } from "../shared/i18n";
import { App } from "./App";

setLanguage(language.value);
void import("../shared/font.css");

whenSignedOut(() => {
  if (me.value === null || me.value === undefined) me.value = null;
  else location.assign(`/?next=${encodeURIComponent(location.pathname)}`);
});
api.me().then(accept, () => {
  me.value = null;
});

const root = document.getElementById("root");
if (root) render(<App />, root);
