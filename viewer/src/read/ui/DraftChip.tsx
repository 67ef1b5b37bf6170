import { signal } from "@preact/signals";
import { AlertTriangle, Check, CircleDashed } from "lucide";
import type { Draft, Sections } from "../../api";
import { timeOfDay } from "../../shared/time";
import { Dialog, Icon } from "../../shared/ui";
import { t } from "../i18n";
import type { DraftState } from "../report/draft";
import type { ReadingRoom } from "../room/room";
import { SectionsText } from "./SectionsText";

const comparing = signal(true);

/** Saved or not: always a word, never only a colour. */
export function DraftChip({ room }: { room: ReadingRoom }) {
  const state = room.draft.state.value;
  if (room.isFinal.value || (state.kind === "untouched" && !room.canWrite.value)) return <span class="rr-draft" />;
  const tone =
    state.kind === "saved" ? "ok" : state.kind === "untouched" || state.kind === "saving" || state.kind === "unsaved" ? "calm" : "alarm";
  return (
    <span class={`rr-draft rr-draft-${tone}`} role="status" aria-live="polite">
      <Icon of={tone === "ok" ? Check : tone === "calm" ? CircleDashed : AlertTriangle} />
      <span>{wordsOf(state)}</span>
      {state.kind === "conflict" && (
        <button
          type="button"
          class="rr-link"
          onClick={() => {
            comparing.value = true;
          }}
        >
          {t("report.compare")}
        </button>
      )}
      {state.kind === "signedOut" && (
        <button
          type="button"
          class="rr-link"
          onClick={() => {
            room.signedOut.value = true;
          }}
        >
          {t("signIn.button")}
        </button>
      )}
    </span>
  );
}

function wordsOf(state: DraftState): string {
  switch (state.kind) {
    case "saved":
      return t("report.state.saved", { time: timeOfDay(state.at) });
    case "offline":
      return t("report.state.offline", { time: timeOfDay(state.since) });
    default:
      return t(`report.state.${state.kind}`);
  }
}

/** Two texts side by side; a person chooses. */
export function ConflictDialog({ room }: { room: ReadingRoom }) {
  const state = room.draft.state.value;
  if (state.kind !== "conflict" || !comparing.value) {
    if (state.kind !== "conflict" && !comparing.value) comparing.value = true;
    return null;
  }
  const { theirs } = state;
  return (
    <Dialog
      title={t("report.conflictTitle")}
      wide
      onClose={() => {
        comparing.value = false;
      }}
      actions={
        <>
          <button type="button" class="rr-button" onClick={() => void room.draft.settle("theirs")}>
            {t("report.takeTheirs")}
          </button>
          <button type="button" class="rr-button rr-primary" onClick={() => void room.draft.settle("mine")}>
            {t("report.keepMine")}
          </button>
        </>
      }
    >
      <p>{t("report.conflictHint")}</p>
      <div class="rr-two">
        <Text title={t("report.mine")} sections={room.draft.sections.value} />
        <Text title={t("report.theirs", { time: timeOfDay(theirs.savedAt), name: savedBy(theirs) })} sections={theirs.sections} />
      </div>
    </Dialog>
  );
}

function savedBy(draft: Draft): string {
  return typeof draft.savedBy === "string" ? draft.savedBy : draft.savedBy.displayName;
}

function Text({ title, sections }: { title: string; sections: Sections }) {
  return (
    <section>
      <h3>{title}</h3>
      <SectionsText sections={sections} />
    </section>
  );
}
