import { useId } from "preact/hooks";
import type { Opening, Sections } from "../../api";
import { t, wordOf } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { LinkList } from "./LinkList";
import { signOpen } from "./screen";
import { sectionNames } from "./SectionsText";
import { questionOf, StartButton } from "./TopBar";

/** Four plain text areas: Korean input, dictation and screen readers work in them. */
export function Editor({ room, opening }: { room: ReadingRoom; opening: Opening }) {
  const writable = room.canWrite.value;
  return (
    <>
      <Notice room={room} />
      <div class="rr-sections">
        {sectionNames.map((name) => (
          <Section key={name} room={room} name={name} writable={writable} question={name === "indication" ? questionOf(opening) : null} />
        ))}
      </div>
      {writable && <SignBar room={room} />}
    </>
  );
}

function Notice({ room }: { room: ReadingRoom }) {
  const claim = room.claim.current.value;
  const state = room.draft.state.value;
  if (state.kind === "refused") {
    return (
      <p class="rr-notice rr-notice-alarm" role="alert">
        {wordOf("report.refused", state.code, "report.refused.other")} {t("report.copyHint")}
      </p>
    );
  }
  if (claim && !claim.mine) return <p class="rr-notice">{t("claim.readOnly", { name: claim.reader.displayName })}</p>;
  if (claim || room.me.value?.role !== "reader") return null;
  return (
    <p class="rr-notice rr-notice-start">
      <span>{t("claim.needed")}</span>
      <StartButton room={room} />
    </p>
  );
}

interface SectionProps {
  room: ReadingRoom;
  name: keyof Sections;
  writable: boolean;
  question: string | null;
}

function Section({ room, name, writable, question }: SectionProps) {
  const id = useId();
  const text = room.draft.sections.value[name];
  return (
    <div class={`rr-section rr-section-${name}`}>
      <div class="rr-section-head">
        <label for={id}>{t(`report.${name}`)}</label>
        {writable && question !== null && text === "" && (
          <button
            type="button"
            class="rr-link"
            onClick={() => {
              room.draft.type(name, question);
            }}
          >
            {t("report.takeQuestion")}
          </button>
        )}
      </div>
      <textarea
        id={id}
        name={name}
        value={text}
        readOnly={!writable}
        spellcheck={false}
        onFocus={() => {
          room.section.value = name;
        }}
        onInput={(event) => {
          room.draft.type(name, event.currentTarget.value);
        }}
      />
      <LinkList room={room} links={room.draft.links.value} sections={room.draft.sections.value} section={name} writable={writable} />
    </div>
  );
}

/** Sticky at the bottom: what is missing, and the one primary button. */
function SignBar({ room }: { room: ReadingRoom }) {
  void room.frames.progressed.value;
  const ready = room.draft.sections.value.impression.trim() !== "";
  const progress = room.frames.progress(room.series.value ?? "");
  const missing = progress.count - progress.here;
  return (
    <footer class="rr-sign">
      <span class="rr-sign-words">
        <span>{ready ? t("report.missing.nothing") : t("report.missing.impression")}</span>
        {missing > 0 && <span>{t("report.missing.slices", { n: missing, count: progress.count })}</span>}
      </span>
      <button
        type="button"
        class="rr-button rr-primary"
        disabled={!ready}
        title={`${t("report.sign")} (Ctrl Enter)`}
        onClick={() => {
          signOpen.value = true;
        }}
      >
        {t("report.sign")}
        <kbd>Ctrl ⏎</kbd>
      </button>
    </footer>
  );
}
