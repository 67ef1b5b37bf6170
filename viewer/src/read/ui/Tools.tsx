import {
  Contrast,
  TrianglesCenterlineDashedVertical,
  Hand,
  Keyboard,
  Maximize,
  MoveVertical,
  RotateCcw,
  RotateCw,
  SunMedium,
  ZoomIn,
  type IconNode,
} from "lucide";
import { Icon } from "../../shared/ui";
import type { Tool } from "../core/gestures";
import { steps, withPreset } from "../core/view";
import { ownWindow, presetsFor, sameWindow } from "../core/window";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { keyHint } from "./KeyMap";
import { LayoutMenu } from "./hanging/LayoutMenu";
import { signed, windowName } from "./label";
import { MeasureMenu, ViewTools } from "./measure/Tools";
import { Menu } from "./Menu";
import { keysOpen } from "./screen";

export const toolIcons: Record<Tool, IconNode> = { scroll: MoveVertical, window: SunMedium, zoom: ZoomIn, pan: Hand };

export interface Deed {
  id: "invert" | "flip" | "rotate" | "fit" | "reset";
  icon: IconNode;
  on: (room: ReadingRoom) => boolean;
}

export const deeds: readonly Deed[] = [
  { id: "invert", icon: Contrast, on: (room) => room.view.value?.invert ?? false },
  { id: "flip", icon: TrianglesCenterlineDashedVertical, on: (room) => room.view.value?.placement.flip ?? false },
  { id: "rotate", icon: RotateCw, on: (room) => (room.view.value?.placement.turns ?? 0) !== 0 },
  { id: "fit", icon: Maximize, on: () => false },
  { id: "reset", icon: RotateCcw, on: () => false },
];

/** One row: four tools, measuring, the window, planes and helpers, five deeds, the keys. */
export function Tools({ room }: { room: ReadingRoom }) {
  return (
    <div class="rr-tools" role="toolbar" aria-label={t("tool.tools")}>
      <div class="rr-group">
        {(["window", "scroll", "zoom", "pan"] satisfies Tool[]).map((tool) => (
          <button
            key={tool}
            type="button"
            class="rr-tool"
            aria-pressed={room.chosen.value === tool}
            title={t(`tool.${tool}`) + keyHint(room, tool)}
            onClick={() => {
              room.choose(tool);
            }}
          >
            <Icon of={toolIcons[tool]} />
            <span>{t(`tool.${tool}`)}</span>
          </button>
        ))}
      </div>
      <MeasureMenu room={room} />
      <WindowMenu room={room} />
      <LayoutMenu room={room} />
      <ViewTools room={room} />
      <div class="rr-group">
        {deeds.map((deed) => (
          <button
            key={deed.id}
            type="button"
            class="rr-tool rr-tool-small"
            aria-pressed={deed.on(room)}
            aria-label={t(`tool.${deed.id}`)}
            title={t(`tool.${deed.id}`) + keyHint(room, deed.id)}
            disabled={!room.view.value}
            onClick={() => {
              room.change(steps[deed.id]);
            }}
          >
            <Icon of={deed.icon} />
            <span>{t(`tool.${deed.id}`)}</span>
          </button>
        ))}
      </div>
      <span class="rr-tools-end">
        {room.surfaceKind.value === "canvas2d" && room.drawn.value && (
          <span class="rr-note" title={t("read.display2dWhy")}>
            {t("read.display2d")}
          </span>
        )}
        <button
          type="button"
          class="rr-tool rr-icon"
          aria-label={t("keys.open")}
          title={`${t("keys.open")} (?)`}
          onClick={() => {
            keysOpen.value = true;
          }}
        >
          <Icon of={Keyboard} />
        </button>
      </span>
    </div>
  );
}

function WindowMenu({ room }: { room: ReadingRoom }) {
  const manifest = room.manifest.value;
  const view = room.view.value;
  const window = room.window.value;
  if (!manifest || !view || !window || manifest.samples === 3) return null;
  const name = windowName(manifest, window, view.window !== null) ?? t("read.windowOwn");
  return (
    <Menu
      title={t("read.windows")}
      class="rr-window"
      face={
        <>
          <span class="rr-window-name">{name}</span>
          <span class="rr-window-figures">
            {signed(Math.round(window.width))} / {signed(Math.round(window.center))}
          </span>
        </>
      }
    >
      {(done) => <Presets room={room} done={done} />}
    </Menu>
  );
}

/** The windows by name, with figures and key; the file's own first. */
export function Presets({ room, done }: { room: ReadingRoom; done: () => void }) {
  const manifest = room.manifest.value;
  const view = room.view.value;
  if (!manifest || !view) return null;
  const own = ownWindow(manifest, view.index);
  const choose = (work: () => void) => () => {
    work();
    done();
  };
  return (
    <>
      <button
        type="button"
        class="rr-preset"
        aria-pressed={view.window === null}
        onClick={choose(() => {
          room.change(steps.defaultWindow);
        })}
      >
        <span>{t(own?.curve ? "read.windowCurve" : own ? "read.windowFile" : "read.windowAll")}</span>
        <span class="rr-figures" />
        <kbd>0</kbd>
      </button>
      {presetsFor(manifest).map((preset, index) => (
        <button
          key={preset.id}
          type="button"
          class="rr-preset"
          aria-pressed={view.window !== null && sameWindow(view.window, preset)}
          onClick={choose(() => {
            room.change((one) => withPreset(one, manifest, index + 1));
          })}
        >
          <span>{t(`preset.${preset.id}`)}</span>
          <span class="rr-figures">
            {signed(preset.width)} / {signed(preset.center)}
          </span>
          <kbd>{preset.key}</kbd>
        </button>
      ))}
    </>
  );
}
