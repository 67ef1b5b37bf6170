import {
  ArrowUpLeft,
  Box,
  ChevronDown,
  Circle,
  Crosshair,
  Lasso,
  MoveDiagonal,
  Pause,
  Pipette,
  Play,
  Ruler,
  Search,
  Square,
  Star,
  Tally2,
  TriangleRight,
  type IconNode,
} from "lucide";
import { Icon } from "../../../shared/ui";
import { measureKinds, type MeasureKind } from "../../core/measure";
import { isMeasure } from "../../core/tools";
import { t } from "../../i18n";
import { cineRates } from "../../room/cine";
import { toggleVolume, volume3d } from "../../volume3d/lazy";
import type { ReadingRoom } from "../../room/room";
import { keyCap, keyHint } from "../KeyMap";
import { Menu } from "../Menu";
import { toggleKeyImage } from "../deeds";

export const measureIcons: Readonly<Record<MeasureKind, IconNode>> = {
  length: Ruler,
  angle: TriangleRight,
  cobb: Tally2,
  bidirectional: MoveDiagonal,
  ellipse: Circle,
  rectangle: Square,
  freehand: Lasso,
  probe: Pipette,
  arrow: ArrowUpLeft,
};
/** All that measures, in one menu; the face shows what is in hand. */
export function MeasureMenu({ room }: { room: ReadingRoom }) {
  const special = room.special.value;
  const kind = special !== null && isMeasure(special) ? special : null;
  return (
    <Menu
      title={t("measure.tools")}
      pressed={kind !== null}
      face={
        <>
          <Icon of={measureIcons[kind ?? "length"]} />
          <span>{kind ? t(`measure.kind.${kind}`) : t("measure.measure")}</span>
          <Icon of={ChevronDown} />
        </>
      }
    >
      {(done) => <MeasureList room={room} done={done} />}
    </Menu>
  );
}

export function MeasureList({ room, done }: { room: ReadingRoom; done: () => void }) {
  return (
    <>
      {measureKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          class="rr-preset rr-choice"
          aria-pressed={room.special.value === kind}
          onClick={() => {
            room.choose(room.special.value === kind ? room.tool.value : kind);
            done();
          }}
        >
          <Icon of={measureIcons[kind]} />
          <span>{t(`measure.kind.${kind}`)}</span>
          <kbd>{keyCap(room, kind)}</kbd>
        </button>
      ))}
    </>
  );
}

/** Crosshairs, cine, magnifier, key image. */
export function ViewTools({ room }: { room: ReadingRoom }) {
  const { cine } = room;
  const key = keyImageHere(room);
  const button = (icon: IconNode, word: string, action: string, pressed: boolean, press: () => void) => (
    <button
      type="button"
      class="rr-tool rr-icon"
      aria-pressed={pressed}
      aria-label={word}
      title={word + keyHint(room, action)}
      disabled={!room.view.value}
      onClick={press}
    >
      <Icon of={icon} />
    </button>
  );
  return (
    <div class="rr-group">
      {button(Box, t("keys.volume"), "volume", volume3d.value !== null, () => {
        toggleVolume(room);
      })}
      {button(Crosshair, t("planes.crosshairs"), "crosshairs", room.special.value === "crosshairs", () => {
        room.choose(room.special.value === "crosshairs" ? room.tool.value : "crosshairs");
      })}
      {button(cine.playing.value ? Pause : Play, t("cine.play"), "cine", cine.playing.value, () => {
        cine.toggle();
      })}
      {cine.playing.value && (
        <select
          class="rr-rate"
          name="rate"
          aria-label={t("cine.rate")}
          value={String(cine.rate.value)}
          onChange={(event) => {
            cine.setRate(Number(event.currentTarget.value));
          }}
        >
          {cineRates.map((rate) => (
            <option key={rate} value={String(rate)}>
              {t("cine.perSecond", { n: rate })}
            </option>
          ))}
        </select>
      )}
      {button(Search, t("tool.magnify"), "magnify", room.special.value === "magnify", () => {
        room.choose(room.special.value === "magnify" ? room.tool.value : "magnify");
      })}
      {button(Star, t("keyImage.mark"), "keyImage", key, () => {
        toggleKeyImage(room);
      })}
    </div>
  );
}

function keyImageHere(room: ReadingRoom): boolean {
  void room.keyImages.items.value;
  const [manifest, view] = [room.manifest.value, room.view.value];
  if (!manifest || !view) return false;
  return room.keyImages.of(manifest.frames.instance[view.index] ?? "", manifest.frames.number[view.index] ?? 1) !== null;
}
