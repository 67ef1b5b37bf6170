import { toast } from "../../shared/ui";
import { indexOf } from "../core/measure";
import { t, wordOf } from "../i18n";
import type { Kept } from "../room/measurements";
import type { ReadingRoom } from "../room/room";
import { isPhone, sheet } from "./screen";
import { placeText, sentenceOf } from "./measure/words";

/** Says why something is not done; the reason is also in the place where it belongs. */
export function tellRefusals(room: ReadingRoom): void {
  room.refuse = (code) => {
    toast({ text: wordOf("refused", code, "refused.other"), tone: "error" });
  };
}

export function deleteMeasurement(room: ReadingRoom, id: string): void {
  if (!room.measurements.remove(id)) {
    room.refuse("signed");
    return;
  }
  toast({
    text: t("measure.deleted"),
    undo: () => {
      room.measurements.undo();
    },
  });
}

/** The frame on screen becomes a key image, or is none any more. */
export function toggleKeyImage(room: ReadingRoom): void {
  const [manifest, view] = [room.manifest.peek(), room.view.peek()];
  if (!manifest || !view || !room.frame.peek()) return;
  const [instance, frame] = [manifest.frames.instance[view.index] ?? "", manifest.frames.number[view.index] ?? 1];
  const known = room.keyImages.of(instance, frame);
  if (known) {
    deleteKeyImage(room, known.id);
    return;
  }
  if (!room.isWhole.peek()) {
    toast({ text: t("read.previewWhy"), tone: "error" });
    return;
  }
  // Without a window it is drawn as its file says: by a curve, where there is one.
  const window = room.window.peek();
  room.keyImages.put(crypto.randomUUID(), { series: manifest.series, instance, frame, caption: "", window: window?.curve ? null : window });
  toast({ text: t("keyImage.marked") });
}

export function deleteKeyImage(room: ReadingRoom, id: string): void {
  const gone = room.keyImages.remove(id);
  if (!gone) {
    room.refuse("signed");
    return;
  }
  toast({
    text: t("keyImage.unmarked"),
    undo: () => {
      room.keyImages.put(id, gone);
    },
  });
}

/** To the frame of a measurement. */
export function goToMeasurement(room: ReadingRoom, kept: Kept): void {
  if (!room.jump(kept.series, kept.instance, kept.frame)) {
    room.refuse("frameGone");
    return;
  }
  room.measurements.select(kept.id);
  if (isPhone.value) sheet.value = null;
}

/** The sentence that a measurement gives now. */
export function sentenceNow(room: ReadingRoom, kept: Kept): string {
  const manifest = room.manifests.value.get(kept.series) ?? null;
  const number = room.opening.value?.series.find((one) => one.series === kept.series)?.number ?? null;
  const index = manifest ? indexOf(manifest, kept.instance, kept.frame) : 0;
  const fresh = room.measurements.figures(kept);
  const figures = fresh.length >= kept.figures.length ? fresh : kept.figures;
  return sentenceOf(kept, figures, kept.spacing, placeText(manifest, number, index));
}

/** A measurement becomes a sentence of the report, at the end of the section last written in, and stays bound to it. */
export function insertSentence(room: ReadingRoom, kept: Kept): void {
  if (!room.canWrite.value) {
    room.refuse(room.isFinal.value ? "signed" : "notClaimed");
    return;
  }
  const sentence = sentenceNow(room, kept);
  const section = room.section.value;
  room.draft.insert(section, sentence, kept.id);
  toast({ text: t("measure.inserted", { section: t(`report.${section}`), sentence }) });
}
