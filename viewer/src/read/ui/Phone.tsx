import { Box, Crosshair, Ellipsis, FileText, Grid2x2, Layers, Play, Ruler, Search, Shapes, Star, type IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { t as common } from "../../shared/i18n";
import { Icon } from "../../shared/ui";
import { t } from "../i18n";
import { steps } from "../core/view";
import type { ReadingRoom } from "../room/room";
import { masks } from "../masks/lazy";
import { toggleVolume, volume3d } from "../volume3d/lazy";
import { isMeasure } from "../core/tools";
import { toggleKeyImage } from "./deeds";
import { MeasurementsPane } from "./measure/Table";
import { MeasureList } from "./measure/Tools";
import { ReportPane } from "./ReportPane";
import { isPhone, sheet, type SheetName } from "./screen";
import { SeriesStrip } from "./SeriesStrip";
import { deeds, Presets, toolIcons } from "./Tools";
import { questionOf } from "./TopBar";

/** Five targets of 56 px, in reach of a thumb. */
export function PhoneBar({ room }: { room: ReadingRoom }) {
  const tool = (name: "scroll" | "window") => (
    <Target
      icon={toolIcons[name]}
      word={t(`tool.${name}`)}
      pressed={room.chosen.value === name && sheet.value === null}
      press={() => {
        room.choose(name);
        sheet.value = null;
      }}
    />
  );
  const panel = (name: SheetName, icon: IconNode, word: string, inHand = false) => (
    <Target
      icon={icon}
      word={word}
      pressed={sheet.value === name || (inHand && sheet.value === null)}
      press={() => {
        sheet.value = sheet.value === name ? null : name;
      }}
    />
  );
  return (
    <nav class="rr-bar" aria-label={t("tool.tools")}>
      {tool("scroll")}
      {tool("window")}
      {panel("measure", Ruler, t("measure.measure"), room.special.value !== null && isMeasure(room.special.value))}
      {panel("report", FileText, t("report.title"))}
      {panel("more", Ellipsis, t("tool.more"))}
    </nav>
  );
}

function Target({ icon, word, pressed, press }: { icon: IconNode; word: string; pressed: boolean; press: () => void }) {
  return (
    <button type="button" class="rr-target" aria-pressed={pressed} onClick={press}>
      <Icon of={icon} size={20} />
      <span>{word}</span>
    </button>
  );
}

export function PhoneSheet({ room }: { room: ReadingRoom }) {
  const name = sheet.value;
  if (name === null || !isPhone.value) return null;
  const close = (): void => {
    sheet.value = null;
  };
  if (name === "series") {
    return (
      <Sheet key={name} title={t("read.series")} height={25} close={close}>
        <SeriesStrip room={room} chosen={close} />
      </Sheet>
    );
  }
  if (name === "measure") {
    return (
      <Sheet key={name} title={t("measure.measure")} height={60} close={close}>
        <div class="rr-phone-measure">
          <MeasureList room={room} done={close} />
        </div>
        <MeasurementsPane room={room} />
      </Sheet>
    );
  }
  if (name === "masks" && masks.value) {
    const { parts, desk } = masks.value;
    return (
      <Sheet key={name} title={t("tool.masks")} height={60} close={close}>
        <parts.MaskPane desk={desk} gone={close} />
      </Sheet>
    );
  }
  if (name === "report") {
    return (
      <Sheet key={name} title={t("report.title")} height={60} close={close}>
        <ReportPane room={room} />
      </Sheet>
    );
  }
  return (
    <Sheet key={name} title={t("tool.more")} height={60} close={close}>
      <More room={room} close={close} />
    </Sheet>
  );
}

const heights = [25, 60, 95];

/** Comes from below at 25, 60 or 95 per cent; the grip drags it, a tap on the grip goes to the next height. */
function Sheet({ title, height, close, children }: { title: string; height: number; close: () => void; children: ComponentChildren }) {
  const at = useSignal(height);
  const drag = useRef<{ y: number; from: number; moved: boolean } | null>(null);
  const settle = (): void => {
    const { current } = drag;
    drag.current = null;
    if (!current) return;
    if (!current.moved) at.value = heights.find((one) => one > at.value + 1) ?? height;
    else if (at.value < 15) close();
    else at.value = heights.reduce((best, one) => (Math.abs(one - at.value) < Math.abs(best - at.value) ? one : best), 60);
  };
  return (
    <section class="rr-sheet" aria-label={title} style={{ height: `${at.value.toFixed(1)}%` }}>
      <button
        type="button"
        class="rr-grip"
        aria-label={title}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { y: event.clientY, from: at.value, moved: false };
        }}
        onPointerMove={(event) => {
          const { current } = drag;
          if (!current) return;
          const change = ((current.y - event.clientY) / innerHeight) * 100;
          if (Math.abs(change) > 1) current.moved = true;
          if (current.moved) at.value = Math.max(5, Math.min(95, current.from + change));
        }}
        onPointerUp={settle}
        onPointerCancel={settle}
      >
        <i />
      </button>
      <div class="rr-sheet-body">{children}</div>
    </section>
  );
}

function MoreTool({ icon, word, pressed, press }: { icon: IconNode; word: string; pressed: boolean; press: () => void }) {
  return (
    <button type="button" class="rr-more-tool" aria-pressed={pressed} onClick={press}>
      <Icon of={icon} size={20} />
      <span>{word}</span>
    </button>
  );
}

function More({ room, close }: { room: ReadingRoom; close: () => void }) {
  const opening = room.opening.value;
  const claim = room.claim.current.value;
  return (
    <div class="rr-more">
      <button
        type="button"
        class="rr-more-series"
        onClick={() => {
          sheet.value = "series";
        }}
      >
        <Icon of={Layers} size={20} />
        <span>{t("read.series")}</span>
      </button>
      <div class="rr-more-tools">
        {(["zoom", "pan"] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="rr-more-tool"
            aria-pressed={room.chosen.value === name}
            onClick={() => {
              room.choose(name);
              close();
            }}
          >
            <Icon of={toolIcons[name]} size={20} />
            <span>{t(`tool.${name}`)}</span>
          </button>
        ))}
        <MoreTool
          icon={Search}
          word={t("tool.magnify")}
          pressed={room.special.value === "magnify"}
          press={() => {
            room.choose(room.special.value === "magnify" ? room.tool.value : "magnify");
            close();
          }}
        />
        <MoreTool
          icon={Play}
          word={t("cine.play")}
          pressed={room.cine.playing.value}
          press={() => {
            room.cine.toggle();
            close();
          }}
        />
        <MoreTool
          icon={Grid2x2}
          word={t("planes.show")}
          pressed={room.planes.layout.value === "2x2"}
          press={() => {
            room.planes.show(room.planes.layout.value === "2x2" ? "1x1" : "2x2");
            close();
          }}
        />
        <MoreTool
          icon={Crosshair}
          word={t("planes.crosshairs")}
          pressed={room.special.value === "crosshairs"}
          press={() => {
            room.choose(room.special.value === "crosshairs" ? room.tool.value : "crosshairs");
            close();
          }}
        />
        <MoreTool
          icon={Box}
          word="3D"
          pressed={volume3d.value !== null}
          press={() => {
            toggleVolume(room);
            close();
          }}
        />
        {masks.value && (
          <MoreTool
            icon={Shapes}
            word={t("tool.masks")}
            pressed={false}
            press={() => {
              sheet.value = "masks";
            }}
          />
        )}
        <MoreTool
          icon={Star}
          word={t("keyImage.mark")}
          pressed={false}
          press={() => {
            toggleKeyImage(room);
            close();
          }}
        />
        {deeds.map((deed) => (
          <button
            key={deed.id}
            type="button"
            class="rr-more-tool"
            aria-pressed={deed.on(room)}
            onClick={() => {
              room.change(steps[deed.id]);
            }}
          >
            <Icon of={deed.icon} size={20} />
            <span>{t(`tool.${deed.id}`)}</span>
          </button>
        ))}
      </div>
      <h3>{t("read.windows")}</h3>
      <div class="rr-more-presets">
        <Presets room={room} done={close} />
      </div>
      {opening && (
        <>
          <h3>{t("read.question")}</h3>
          <p>{questionOf(opening) ?? t("read.noQuestion")}</p>
        </>
      )}
      {claim?.mine && !room.isFinal.value && (
        <button type="button" class="rr-button" onClick={() => void room.release()}>
          {common("claim.release")}
        </button>
      )}
    </div>
  );
}
