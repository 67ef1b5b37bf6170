import { PanelRightClose, Sparkles } from "lucide";
import { Icon } from "../../shared/ui";
import { t, wordOf } from "../i18n";
import { loadMasks, masks } from "../masks/lazy";
import type { ReadingRoom } from "../room/room";
import { ConflictDialog, DraftChip } from "./DraftChip";
import { Editor } from "./Editor";
import { MeasurementsPane } from "./measure/Table";
import { isPhone, paneOpen, paneTab } from "./screen";
import { Versions } from "./Versions";

/** The report always keeps its place beside the image; the measurements lie behind it. */
export function ReportPane({ room }: { room: ReadingRoom }) {
  const opening = room.opening.value;
  const segments = paneTab.value === "masks" && !isPhone.value ? masks.value : null;
  const measuring = paneTab.value === "measurements" && !isPhone.value;
  const reporting = !measuring && segments === null;
  return (
    <aside class="rr-pane" aria-label={t("report.title")} id="rr-report">
      <header class="rr-pane-head">
        {isPhone.value ? <h2>{t("report.title")}</h2> : <Tabs room={room} />}
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
      {measuring && <MeasurementsPane room={room} />}
      {segments && <segments.parts.MaskPane desk={segments.desk} />}
      {opening && reporting && (
        <p class="rr-ai">
          <Icon of={Sparkles} />
          <span class="rr-ai-mark">{t("report.ai")}</span>
          <span>{wordOf("report.ai", opening.analysis.state, "report.ai.failed")}</span>
        </p>
      )}
      {opening &&
        reporting &&
        (room.isFinal.value ? <Versions room={room} report={opening.report} /> : <Editor room={room} opening={opening} />)}
      <ConflictDialog room={room} />
    </aside>
  );
}

function Tabs({ room }: { room: ReadingRoom }) {
  const count = room.measurements.list.value.length + room.keyImages.items.value.size;
  const tab = (name: "report" | "measurements", word: string) => (
    <button
      type="button"
      class="rr-tab"
      aria-pressed={paneTab.value === name}
      onClick={() => {
        paneTab.value = name;
      }}
    >
      {word}
    </button>
  );
  return (
    <div class="rr-tabs" role="group" aria-label={t("report.tabs")}>
      {tab("report", t("report.title"))}
      {masks.value && (
        <masks.value.parts.MaskTab
          desk={masks.value.desk}
          pressed={paneTab.value === "masks"}
          press={() => {
            paneTab.value = "masks";
          }}
        />
      )}
      {!masks.value && room.mayKeep.value && room.manifest.value !== null && (
        <button
          type="button"
          class="rr-tab"
          aria-pressed={false}
          onClick={() => {
            void loadMasks(room).then((loaded) => {
              if (loaded) paneTab.value = "masks";
              else room.refuse("offline");
            });
          }}
        >
          {t("tool.masks")}
        </button>
      )}
      {tab("measurements", count === 0 ? t("measure.list") : `${t("measure.list")} ${String(count)}`)}
    </div>
  );
}
