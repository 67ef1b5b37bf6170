import { frameCount } from "../core/manifest";
import { t, wordOf } from "../i18n";
import type { ReadingRoom } from "../room/room";

/** What stands in the place of an image that is not here: how much is missing, or why, and what to do. */
export function CellMessage({ room }: { room: ReadingRoom }) {
  void room.frames.arrivals.value;
  const manifest = room.manifest.value;
  const view = room.view.value;
  const series = room.series.value;
  if (!series) return <Message title={t("read.noImages")} />;
  const fault = room.manifestFaults.value.get(series);
  if (!manifest || !view) {
    if (fault === undefined) return <Message title={t("read.waitFirst")} />;
    return <Message title={t("read.seriesFault", { code: fault })} retry={() => void room.refresh()} />;
  }
  if (frameCount(manifest) === 0) return <Message title={t("read.waitFirst")} />;
  if (room.frame.value) return null;
  const reason = room.frames.fault(manifest, view.index);
  if (reason) {
    return (
      <Message
        title={t("read.fault", { n: view.index + 1 })}
        text={wordOf("read.fault", reason, "read.fault.refused")}
        retry={() => {
          room.frames.retry(manifest, view.index);
        }}
      />
    );
  }
  const progress = room.frames.progress(series);
  return (
    <Message title={t("read.loading", { n: view.index + 1 })} text={t("read.loaded", { here: progress.here, count: progress.count })} />
  );
}

function Message({ title, text, retry }: { title: string; text?: string; retry?: () => void }) {
  return (
    <div class="rr-message">
      <strong>{title}</strong>
      {text !== undefined && <span>{text}</span>}
      {retry && (
        <button type="button" class="rr-button" onClick={retry}>
          {t("read.retry")}
        </button>
      )}
    </div>
  );
}
