import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError } from "../../api";
import { Dialog } from "../../shared/ui";
import { t, wordOf } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { signOpen } from "./screen";
import { CoverageList, LooseLinks } from "./SignNotes";
import { SectionsText } from "./SectionsText";

export function errorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : "unknown";
  return wordOf("report.error", code, "report.error.other");
}

/** Shows the whole text once more: signing cannot be undone. */
export function SignDialog({ room }: { room: ReadingRoom }) {
  const busy = useSignal(false);
  const error = useSignal<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  const sign = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      await room.sign();
      signOpen.value = false;
    } catch (fault) {
      error.value = errorText(fault);
    } finally {
      busy.value = false;
    }
  };
  const close = (): void => {
    if (!busy.value) signOpen.value = false;
  };
  return (
    <Dialog
      title={t("report.signTitle")}
      wide
      onClose={close}
      actions={
        <>
          <button type="button" class="rr-button" onClick={close}>
            {t("report.back")}
          </button>
          <button ref={button} type="button" class="rr-button rr-primary" disabled={busy.value} onClick={() => void sign()}>
            {busy.value ? t("report.signing") : t("report.signNow")}
          </button>
        </>
      }
    >
      <p class="rr-hint">{t("report.signHint", { site: room.opening.value?.study.site.name ?? "" })}</p>
      <SectionsText sections={room.draft.sections.value} all />
      <LooseLinks room={room} />
      <CoverageList room={room} />
      {error.value !== null && (
        <p class="rr-notice rr-notice-alarm" role="alert">
          {error.value}
        </p>
      )}
    </Dialog>
  );
}
