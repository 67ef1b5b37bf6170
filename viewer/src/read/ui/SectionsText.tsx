import type { Sections } from "../../api";
import { t } from "../i18n";

export const sectionNames = ["indication", "comparison", "findings", "impression"] as const satisfies readonly (keyof Sections)[];

/** A report to be read: quiet labels, the text as written. */
export function SectionsText({ sections, all = false }: { sections: Sections; all?: boolean }) {
  const shown = sectionNames.filter((name) => all || sections[name].trim() !== "");
  if (shown.length === 0) return <p class="rr-empty">{t("report.empty")}</p>;
  return (
    <dl class="rr-text">
      {shown.map((name) => (
        <div key={name} class={`rr-text-${name}`}>
          <dt>{t(`report.${name}`)}</dt>
          <dd>{sections[name].trim() === "" ? "–" : sections[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
