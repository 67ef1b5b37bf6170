import { PanelRightOpen } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { now } from "../../shared/time";
import { Icon, Toasts } from "../../shared/ui";
import { t, wordOf } from "../i18n";
import { watchMasks } from "../masks/lazy";
import type { ReadingRoom } from "../room/room";
import { volume3d } from "../volume3d/lazy";
import { Cell } from "./Cell";
import { tellRefusals } from "./deeds";
import { KeyMap } from "./KeyMap";
import { bindKeys } from "./keyboard";
import { SideView } from "./hanging/SideView";
import { describe, progressText } from "./label";
import { PhoneBar, PhoneSheet } from "./Phone";
import { PlaneView } from "./planes/PlaneView";
import { ReportPane } from "./ReportPane";
import { isPhone, keysOpen, paneOpen, sheet, signOpen } from "./screen";
import { SeriesStrip } from "./SeriesStrip";
import { SignDialog } from "./SignDialog";
import { SignIn } from "./SignIn";
import { Tools } from "./Tools";
import { TopBar } from "./TopBar";

export function Room({ room }: { room: ReadingRoom }) {
  useEffect(() => bindKeys(room), [room]);
  useEffect(() => watchMasks(room), [room]);
  useEffect(() => {
    tellRefusals(room);
  }, [room]);
  const phone = isPhone.value;
  const open = paneOpen.value;
  return (
    <div class={`rr ${phone ? "rr-phone" : open ? "" : "rr-pane-closed"}`}>
      <TopBar room={room} />
      {!room.online.value && (
        <p class="rr-offline" role="status">
          {t("read.offline")}
        </p>
      )}
      {phone && <p class="rr-banner">{t("read.phoneBanner")}</p>}
      {room.problem.value === null ? (
        <div class="rr-body">
          {!phone && <SeriesStrip room={room} />}
          <main class={sheet.value !== null && phone ? "rr-centre rr-under" : "rr-centre"}>
            {!phone && <Tools room={room} />}
            <LoadBar room={room} />
            <Cells room={room} />
          </main>
          {!phone && open && <ReportPane room={room} />}
          {!phone && !open && (
            <button
              type="button"
              class="rr-reopen"
              aria-label={t("report.show")}
              title={`${t("report.show")} (T)`}
              onClick={() => {
                paneOpen.value = true;
              }}
            >
              <Icon of={PanelRightOpen} size={20} />
              <span>{t("report.title")}</span>
            </button>
          )}
        </div>
      ) : (
        <Problem room={room} code={room.problem.value} />
      )}
      <PhoneSheet room={room} />
      {phone && <PhoneBar room={room} />}
      <Announcer room={room} />
      {signOpen.value && <SignDialog room={room} />}
      {keysOpen.value && <KeyMap room={room} />}
      {room.signedOut.value && <SignIn room={room} />}
      <Toasts />
    </div>
  );
}

/** One image, the stack with three planes through it, or what the protocol hangs beside it. */
function Cells({ room }: { room: ReadingRoom }) {
  const split = room.planes.layout.value === "2x2";
  const beside = split ? [] : room.hung.cells.value;
  const [rows = "1", columns = "1"] = room.hung.grid.value.split("x");
  const grid = beside.length > 0 ? { gridTemplate: `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))` } : undefined;
  const three = volume3d.value?.series === room.series.value && (split || isPhone.value) ? volume3d.value : null;
  return (
    <div class={split || grid ? "rr-cells rr-cells-4" : "rr-cells"} style={grid} data-grid={split ? "planes" : room.hung.grid.value}>
      <Cell room={room} />
      {split && room.planes.cells.map((cell) => (three && cell.id === "c" ? null : <PlaneView key={cell.id} room={room} cell={cell} />))}
      {beside.map((cell) => (
        <SideView key={cell.id} room={room} cell={cell} />
      ))}
      {three && <three.parts.VolumeView room={room} />}
    </div>
  );
}

/** How much of the series on screen is here, until it is whole. */
function LoadBar({ room }: { room: ReadingRoom }) {
  void room.frames.progressed.value;
  const progress = room.frames.progress(room.series.value ?? "");
  const growing = room.manifest.value !== null && !room.manifest.value.complete;
  const whole = progress.count > 0 && progress.done + progress.failed >= progress.count;
  if (progress.count === 0 || (whole && !growing)) return null;
  return (
    <div class="rr-load">
      <i style={{ width: `${((progress.bytes / Math.max(1, progress.allBytes)) * 100).toFixed(1)}%` }} />
      <span>
        {progressText(progress)}
        {growing ? ` · ${t("read.growing")}` : ""}
      </span>
    </div>
  );
}

function Problem({ room, code }: { room: ReadingRoom; code: string }) {
  return (
    <div class="rr-problem" role="alert">
      <p>{wordOf("read.problem", code, "read.problem.other")}</p>
      <button type="button" class="rr-button" onClick={() => void room.start()}>
        {t("read.retry")}
      </button>
    </div>
  );
}

/** Says where one is, politely and at most once a second. */
function Announcer({ room }: { room: ReadingRoom }) {
  const [text, setText] = useState("");
  const second = now.value;
  useEffect(() => {
    setText(describe(room));
  }, [room, second]);
  return (
    <p class="rr-heard" aria-live="polite">
      {text}
    </p>
  );
}
