import { Check } from "lucide";
import { t, word } from "../shared/i18n";
import { exactTime, shortTime } from "../shared/time";
import { Icon } from "../shared/ui";
import type { Step } from "./steps";

function wordOf(step: Step, instances: number): string {
  if (step.state === "done") return step.name === "arrived" ? t("step.arrivedN", { n: instances }) : word("step", step.name);
  if (step.state === "now" && step.name !== "ordered")
    return step.name === "reading" && step.at === null ? t("step.now.waiting") : t(`step.now.${step.name}`);
  return step.name === "reading" ? t("step.todo.reading") : word("step", step.name);
}

export function Steps({ steps, instances }: { steps: readonly Step[]; instances: number }) {
  return (
    <ol class="steps" aria-label={t("site.progress")}>
      {steps.map((step) => (
        <li key={step.name} class={`step step-${step.state}`} {...(step.state === "now" ? { "aria-current": "step" as const } : {})}>
          <span class="step-dot">{step.state === "done" && <Icon of={Check} />}</span>
          <span class="step-word">{wordOf(step, instances)}</span>
          <span class="step-time">
            {step.at === null ? (
              <span class="sr">{step.state === "todo" ? t("step.todo") : ""}</span>
            ) : (
              <time title={exactTime(step.at)}>{shortTime(step.at)}</time>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
