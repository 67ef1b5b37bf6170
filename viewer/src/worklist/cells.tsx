import { Lock, Sparkles, TriangleAlert } from "lucide";
import type { WorklistItem } from "../api";
import { t, tn } from "../shared/i18n";
import { exactTime, shortTime } from "../shared/time";
import { person, region } from "../shared/words";
import { Icon } from "../shared/ui";

export function StudyCell({ item }: { item: WorklistItem }) {
  return (
    <span class="study">
      <span class="study-modality">{item.modality}</span>
      {region(item) !== "" && <strong>{region(item)}</strong>}
      <span class="study-count">
        {tn("study.images", item.instances)}
        {!item.complete && <em class="arriving">{t("study.arriving")}</em>}
        {item.held > 0 && (
          <em class="held-count" title={t("study.heldHint")}>
            <Icon of={Lock} />
            {t("study.held", { n: item.held })}
          </em>
        )}
      </span>
    </span>
  );
}

export function Question({ item }: { item: WorklistItem }) {
  if (item.stuck !== null)
    return (
      <span class="stuck-word" title={t("state.stuck")}>
        <Icon of={TriangleAlert} />
        {t("state.stuckShort")}
      </span>
    );
  if (item.question === null) return <span class="quiet">{t("worklist.noQuestion")}</span>;
  return <span title={item.question}>{item.question.split("\n")[0]}</span>;
}

export function Ai({ item }: { item: WorklistItem }) {
  return (
    <span class={item.analysis === "done" ? "ai ai-done" : "ai"} title={t(`analysis.long.${item.analysis}`)}>
      {item.analysis === "done" && <Icon of={Sparkles} />}
      {t(`analysis.${item.analysis}`)}
    </span>
  );
}

export const Person = ({ item }: { item: WorklistItem }) => <span>{person(item)}</span>;

export const Age = ({ at }: { at: string }) => (
  <time dateTime={at} title={exactTime(at)}>
    {shortTime(at)}
  </time>
);
