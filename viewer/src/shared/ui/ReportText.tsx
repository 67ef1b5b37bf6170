import type { ReportVersion, Sections } from "../../api";
import { t } from "../i18n";
import { dateTime, exactTime } from "../time";

const order: readonly (keyof Sections)[] = ["indication", "comparison", "findings", "impression"];

/** Signed versions, the newest first; empty sections are left out. */
export function ReportText({ versions }: { versions: readonly ReportVersion[] }) {
  if (versions.length === 0) return <p class="quiet">{t("report.none")}</p>;
  const newestFirst = [...versions].sort((a, b) => b.number - a.number);
  return (
    <div class="report">
      {newestFirst.map((version) => (
        <section key={version.number} class="report-version" lang={version.language}>
          <header>
            <strong>{t(version.kind === "addendum" ? "report.addendum" : "report.final")}</strong>
            <span class="quiet" title={exactTime(version.signedAt)}>
              {t("report.signed", { name: version.signedBy.displayName, time: dateTime(version.signedAt) })}
            </span>
          </header>
          {version.kind === "addendum" && version.text !== null ? (
            <p class="report-text">{version.text}</p>
          ) : (
            order
              .filter((name) => version.sections[name] !== "")
              .map((name) => (
                <div key={name} class={`report-section report-${name}`}>
                  <h3>{t(`report.${name}`)}</h3>
                  <p class="report-text">{version.sections[name]}</p>
                </div>
              ))
          )}
        </section>
      ))}
    </div>
  );
}
