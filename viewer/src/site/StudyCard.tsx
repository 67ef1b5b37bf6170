import { ChevronDown, ChevronUp, CircleCheck, Download, FileCheck, Printer, TriangleAlert, Zap } from "lucide";
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { api, type SiteStudy } from "../api";
import { errorText } from "../shared/errors";
import { t, tn } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { dateTime } from "../shared/time";
import { sex, studyName } from "../shared/words";
import { Failure, Icon, ReportText, Skeleton, toast, UrgencyBadge } from "../shared/ui";
import { EmergencyDialog } from "./EmergencyDialog";
import { patientName, stageOf, stepsOf } from "./steps";
import { Steps } from "./Steps";

function Report({ study, version }: { study: string; version: string }) {
  const { data, error, reload } = useLoad((signal) => api.siteStudy(study, signal), [study, version]);
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  return data ? <ReportText versions={data.report?.versions ?? []} /> : <Skeleton rows={5} />;
}

function line(study: SiteStudy): string {
  if (study.stuck !== null) return t("site.stuck");
  if (study.state === "receiving") return t("site.arriving");
  if (study.state === "amending") return t("site.amending");
  const reader = study.timeline.findLast((event) => event.kind === "claimed")?.text.reader;
  if (study.state === "reading") return reader === undefined ? t("site.beingRead") : t("site.reading", { name: reader });
  return t("site.waiting");
}

/** Prints one card only: the class marks it, the print style hides the others. */
function printCard(card: Element | null): void {
  card?.classList.add("printing");
  window.print();
  card?.classList.remove("printing");
}

/** DICOM dates come as 20260131 or 2026-01-31. */
const day = (value: string): string => value.replace(/^(\d{4})-?(\d{2})-?(\d{2}).*$/, "$1-$2-$3");

export function StudyCard({ study, onChanged }: { study: SiteStudy; onChanged: () => void }) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const stage = stageOf(study);
  const name =
    study.identity === "mismatch" || study.identity === "erased" ? t(`site.identity.${study.identity}`) : patientName(study.patient.name);
  const since = study.timeline.find((event) => event.kind === "received")?.at;
  const amended = study.timeline.some((event) => event.kind === "addendum");
  const facts = [
    study.patient.id,
    sex(study.patient.sex),
    study.patient.birthDate === null ? "" : t("site.birth", { date: day(study.patient.birthDate) }),
  ].filter(Boolean);
  const what = [
    study.description ?? "",
    tn("study.images", study.instances),
    study.held > 0 ? t("study.held", { n: study.held }) : "",
    study.studyDate === null ? "" : t("site.studyDate", { date: day(study.studyDate) }),
    study.accession === null ? "" : t("site.accession", { id: study.accession }),
  ].filter(Boolean);

  const acknowledge = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.acknowledge(study.study);
      toast({ text: t("site.acknowledged") });
    } catch (error) {
      toast({ text: errorText(error), tone: "error" });
    } finally {
      setBusy(false);
      onChanged();
    }
  };

  return (
    <li>
      <article
        class={`site-card site-card-${stage} ${study.emergency && stage === "open" ? "site-card-emergency" : ""}`}
        aria-label={`${name}, ${studyName(study)}`}
      >
        <header class="site-card-head">
          <div class="site-card-who">
            <h2>{name}</h2>
            <p class="quiet">
              {facts.map((fact, index) => (
                <Fragment key={fact}>
                  {index > 0 && " · "}
                  <span class="nowrap">{fact}</span>
                </Fragment>
              ))}
            </p>
          </div>
          <div class="site-card-what">
            <p>
              <strong>{studyName(study)}</strong>
            </p>
            <p class="quiet">{what.join(" · ")}</p>
          </div>
          {study.emergency && since !== undefined && <UrgencyBadge emergency since={since} running={stage === "open"} />}
        </header>
        <Steps steps={stepsOf(study)} instances={study.instances} />
        <div class="site-card-answer">
          {stage === "open" ? (
            <p class={study.stuck === null ? "site-line" : "site-line site-line-stuck"}>
              {study.stuck !== null && <Icon of={TriangleAlert} size={20} />}
              {line(study)}
            </p>
          ) : stage === "ready" ? (
            <p class="site-line site-line-ready">
              <Icon of={FileCheck} size={24} />
              {t(amended ? "site.amended" : "site.ready")}
            </p>
          ) : (
            <p class="site-line site-line-done">
              <Icon of={CircleCheck} size={20} />
              {study.acknowledgedBy === null || study.acknowledgedAt === null
                ? t("site.received")
                : t("site.receivedBy", { name: study.acknowledgedBy, time: dateTime(study.acknowledgedAt) })}
            </p>
          )}
          <div class="site-card-actions">
            {stage === "open" && !study.emergency && (
              <button
                type="button"
                class="button button-quiet"
                onClick={() => {
                  setAsking(true);
                }}
              >
                <Icon of={Zap} />
                {t("site.emergency")}
              </button>
            )}
            {stage !== "open" && (
              <button
                type="button"
                class="button"
                aria-expanded={open}
                onClick={() => {
                  setOpen(!open);
                }}
              >
                <Icon of={open ? ChevronUp : ChevronDown} />
                {t(open ? "site.hide" : "site.view")}
              </button>
            )}
            {stage === "ready" && (
              <button type="button" class="button button-primary" disabled={busy} onClick={() => void acknowledge()}>
                {t("site.acknowledge")}
              </button>
            )}
          </div>
        </div>
        {open && (
          <div class="site-report">
            <Report study={study.study} version={String(study.timeline.length)} />
            <p class="site-report-tools">
              <a class="quiet-link" href={api.siteReportPdfUrl(study.study)} download>
                <Icon of={Download} />
                {t("site.pdf")}
              </a>
              <button
                type="button"
                class="quiet-link"
                onClick={(event) => {
                  printCard(event.currentTarget.closest("article"));
                }}
              >
                <Icon of={Printer} />
                {t("site.print")}
              </button>
            </p>
          </div>
        )}
      </article>
      {asking && (
        <EmergencyDialog
          study={study.study}
          onDone={onChanged}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </li>
  );
}
