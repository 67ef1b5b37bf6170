import { Link2, Link2Off, RefreshCw, Trash2, TriangleAlert } from "lucide";
import type { ReportLink, Sections } from "../../api";
import { Icon } from "../../shared/ui";
import { t } from "../i18n";
import { stateOf } from "../report/links";
import type { ReadingRoom } from "../room/room";
import { goToMeasurement, sentenceNow } from "./deeds";
import { Deed } from "./measure/Table";
import { kindWord } from "./measure/words";

interface Props {
  room: ReadingRoom;
  links: readonly ReportLink[];
  sections: Sections;
  section: keyof Sections;
  writable: boolean;
}

/** The sentences of a section that were made of measurements: whether they still say what was measured, and the way back to the image. */
export function LinkList({ room, links, sections, section, writable }: Props) {
  const own = links.filter((link) => link.section === section);
  if (own.length === 0) return null;
  return (
    <ul class="rr-links" aria-label={t("link.list")}>
      {own.map((link) => (
        <Item key={`${link.measurement} ${String(link.start)}`} room={room} link={link} sections={sections} writable={writable} />
      ))}
    </ul>
  );
}

function Item({ room, link, sections, writable }: { room: ReadingRoom; link: ReportLink; sections: Sections; writable: boolean }) {
  const kept = room.measurements.items.value.get(link.measurement) ?? null;
  const current = kept ? sentenceNow(room, kept) : null;
  // Until the list is here nobody knows what is deleted.
  const state = kept || room.measurements.loaded.value ? stateOf(link, sections, current) : "bound";
  const name = kept ? (kept.label === "" ? kindWord(kept.kind) : kept.label) : t("link.measurement");
  return (
    <li class="rr-link-item" data-state={state} data-measurement={link.measurement}>
      <Icon of={state === "bound" ? Link2 : state === "gone" ? Link2Off : TriangleAlert} />
      {kept ? (
        <button
          type="button"
          class="rr-link"
          title={link.sentence}
          onClick={() => {
            goToMeasurement(room, kept);
          }}
        >
          {name}
        </button>
      ) : (
        <span title={link.sentence}>{name}</span>
      )}
      <span class="rr-link-state">{t(`link.state.${state}`)}</span>
      {writable && state === "changed" && current !== null && (
        <Deed
          icon={RefreshCw}
          word={t("link.renew", { sentence: current })}
          press={() => {
            room.draft.renew(link, current);
          }}
        />
      )}
      {writable && (
        <>
          {state !== "bound" && (
            <Deed
              icon={Link2Off}
              word={t("link.unlink")}
              press={() => {
                room.draft.unlink(link, false);
              }}
            />
          )}
          <Deed
            icon={Trash2}
            word={t("link.remove")}
            press={() => {
              room.draft.unlink(link, true);
            }}
          />
        </>
      )}
    </li>
  );
}
