import { Activity, Inbox } from "lucide";
import { Frame } from "../frame";
import { t } from "../shared/i18n";
import { path } from "../shared/route";
import { Problems } from "./Problems";
import { Studies } from "./Studies";
import "./coordinator.css";

export function CoordinatorPage() {
  const intake = path.value === "/coordinator/intake";
  const title = t(intake ? "coordinator.problems" : "coordinator.title");
  return (
    <Frame
      title={title}
      nav={[
        { href: "/coordinator", icon: Activity, label: t("coordinator.studies") },
        { href: "/coordinator/intake", icon: Inbox, label: t("coordinator.intake") },
      ]}
    >
      <div class="page">
        <header class="page-head">
          <div>
            <h1>{title}</h1>
            {intake && <p class="quiet">{t("coordinator.problemsHint")}</p>}
          </div>
        </header>
        {intake ? <Problems /> : <Studies />}
      </div>
    </Frame>
  );
}
