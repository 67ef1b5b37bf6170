import { PanelRightClose, Sparkles } from "lucide";
import { Icon } from "../../shared/ui";
import { t, wordOf } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { ConflictDialog, DraftChip } from "./DraftChip";
import { Editor } from "./Editor";
import { isPhone, paneOpen } from "./screen";
import { Versions } from "./Versions";

/** The report always keeps its place beside the image. */
export function ReportPane({ room }: { room: ReadingRoom }) {
  const opening = room.opening.value;
  return (
    <aside class="rr-pane" aria-label={t("report.title")} id="rr-report">
      <header class="rr-pane-head">
        <h2>{t("report.title")}</h2>
        <DraftChip room={room} />
        {!isPhone.value && (
          <button
            type="button"
            class="rr-tool rr-icon"
            aria-label={t("report.hide")}
            title={t("report.hide")}
            onClick={() => {
              paneOpen.value = false;
            }}
          >
            <Icon of={PanelRightClose} />
          </button>
        )}
      </header>
      {opening && (
        <p class="rr-ai">
          <Icon of={Sparkles} />
          <span class="rr-ai-mark">{t("report.ai")}</span>
          <span>{wordOf("report.ai", opening.analysis.state, "report.ai.failed")}</span>
        </p>
      )}
      {opening && (room.isFinal.value ? <Versions room={room} report={opening.report} /> : <Editor room={room} opening={opening} />)}
      <ConflictDialog room={room} />
    </aside>
  );
}
