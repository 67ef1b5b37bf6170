import "../shared/theme.css";
import { render } from "preact";
import { t } from "../shared/i18n";

const root = document.getElementById("root");
if (root) render(<h1>{t("app.name")}</h1>, root);
