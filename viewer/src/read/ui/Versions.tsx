import { useSignal } from "@preact/signals";
import { FileDown } from "lucide";
import { api, type ReportVersion, type ReportView } from "../../api";
import { dateTime, exactTime } from "../../shared/time";
import { Dialog, Icon } from "../../shared/ui";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { LinkList } from "./LinkList";
import { sectionNames, SectionsText } from "./SectionsText";
import { errorText } from "./SignDialog";

/** The signed report and what was added to it; every version stays. */
export function Versions({ room, report }: { room: ReadingRoom; report: ReportView }) {
  return (
    <>
      <div class="rr-versions">
        {report.versions.map((version) => (
          <Version key={version.number} room={room} version={version} />
        ))}
        <a class="rr-button rr-quiet" href={api.reportPdfUrl(room.study)} download>
          <Icon of={FileDown} />
          {t("report.pdf")}
        </a>
      </div>
      {room.me.value?.role === "reader" && <Addendum room={room} />}
    </>
  );
}

function Version({ room, version }: { room: ReadingRoom; version: ReportVersion }) {
  return (
    <article class="rr-version" lang={version.language}>
      <header>
        <strong class={`rr-kind rr-kind-${version.kind}`}>{t(`report.kind.${version.kind}`)}</strong>
        <span title={exactTime(version.signedAt)}>
          {t("report.signedBy", { name: version.signedBy.displayName, time: dateTime(version.signedAt) })}
          {version.device === "phone" && ` · ${t("report.onPhone")}`}
        </span>
      </header>
      {version.kind === "addendum" ? <p class="rr-addendum-text">{version.text}</p> : <SectionsText sections={version.sections} />}
      {sectionNames.map((name) => (
        <LinkList key={name} room={room} links={version.links ?? []} sections={version.sections} section={name} writable={false} />
      ))}
    </article>
  );
}

function Addendum({ room }: { room: ReadingRoom }) {
  const text = useSignal("");
  const asking = useSignal(false);
  const busy = useSignal(false);
  const error = useSignal<string | null>(null);
  const sign = async (): Promise<void> => {
    busy.value = true;
    error.value = null;
    try {
      await room.addendum(text.value.trim());
      text.value = "";
      asking.value = false;
    } catch (fault) {
      error.value = errorText(fault);
    } finally {
      busy.value = false;
    }
  };
  return (
    <footer class="rr-addendum">
      <label for="rr-addendum">{t("report.addendum")}</label>
      <textarea
        id="rr-addendum"
        value={text.value}
        placeholder={t("report.addendumHint")}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button
        type="button"
        class="rr-button rr-primary"
        disabled={text.value.trim() === ""}
        onClick={() => {
          asking.value = true;
        }}
      >
        {t("report.addendumSign")}
      </button>
      {asking.value && (
        <Dialog
          title={t("report.addendumTitle")}
          wide
          onClose={() => {
            asking.value = false;
          }}
          actions={
            <>
              <button
                type="button"
                class="rr-button"
                onClick={() => {
                  asking.value = false;
                }}
              >
                {t("report.back")}
              </button>
              <button type="button" class="rr-button rr-primary" disabled={busy.value} onClick={() => void sign()}>
                {t("report.signNow")}
              </button>
            </>
          }
        >
          <p class="rr-hint">{t("report.signHint", { site: room.opening.value?.study.site.name ?? "" })}</p>
          <p class="rr-addendum-text">{text.value}</p>
          {error.value !== null && (
            <p class="rr-notice rr-notice-alarm" role="alert">
              {error.value}
            </p>
          )}
        </Dialog>
      )}
    </footer>
  );
}
