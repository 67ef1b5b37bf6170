import { PanelRightOpen } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { now } from "../../shared/time";
import { Icon, Toasts } from "../../shared/ui";
import { t, wordOf } from "../i18n";
import { watchMasks } from "../masks/lazy";
import type { ReadingRoom } from "../room/room";
import { SecondScreen } from "../second/second";
import { tellRefusals } from "./deeds";
import { KeyMap } from "./KeyMap";
import { bindKeys } from "./keyboard";
import { Cells } from "./hanging/Cells";
import { describe, progressText } from "./label";
import { PhoneBar, PhoneSheet } from "./Phone";
import { ReportPane } from "./ReportPane";
import { isPhone, keysOpen, paneOpen, second, sheet, signOpen } from "./screen";
import { SeriesStrip } from "./SeriesStrip";
import { SignDialog } from "./SignDialog";
import { SignIn } from "./SignIn";
import { Tools } from "./Tools";
import { TopBar } from "./TopBar";

export function Room({ room }: { room: ReadingRoom }) {
  // Before whatever may have to say why it is not done.
  useEffect(() => {
    tellRefusals(room);
  }, [room]);
  useEffect(() => bindKeys(room), [room]);
  useEffect(() => watchMasks(room), [room]);
  useEffect(() => {
    const screen = new SecondScreen(room);
    if (!room.isPhone) second.value = screen;
    return screen.begin();
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
      {phone && room.opening.value?.phones !== "primary" && <p class="rr-banner">{t("read.phoneBanner")}</p>}
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
