import { Check } from "lucide";
import { t, word } from "../shared/i18n";
import { exactTime, timeOfDay } from "../shared/time";
import { Icon } from "../shared/ui";
import type { Step } from "./steps";

export function Steps({ steps, instances }: { steps: readonly Step[]; instances: number }) {
  return (
    <ol class="steps" aria-label={t("site.progress")}>
      {steps.map((step) => (
        <li key={step.name} class={`step step-${step.state}`} {...(step.state === "now" ? { "aria-current": "step" as const } : {})}>
          <span class="step-dot">{step.state === "done" && <Icon of={Check} />}</span>
          <span class="step-word">
            {step.name === "arrived" && step.state === "done" ? t("step.arrivedN", { n: instances }) : word("step", step.name)}
          </span>
          <span class="step-time">
            {step.at === null ? (
              <span class="sr">{step.state === "todo" ? t("step.todo") : ""}</span>
            ) : (
              <time title={exactTime(step.at)}>{timeOfDay(step.at)}</time>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
