import type { Fault } from "../read/core/hanging";
import { Link } from "../shared/route";
import type { Draft } from "./draft";
import { t } from "./i18n";
import { faultText, placeOf } from "./words";

const most = 5;
const placeWord = ({ at }: Fault, { roles }: Draft): string =>
  at.startsWith("role.") ? t("protocols.roleN", { n: roles.findIndex(({ key }) => `role.${String(key)}` === at) + 1 }) : placeOf(at);

interface Props {
  base: string;
  draft: Draft;
  faults: readonly Fault[];
  problem: string | null;
  state: "saving" | "unsaved" | "unchanged";
}

/** What is wrong, whether it is saved, and the way out. */
export function SaveBar({ base, draft, faults, problem, state }: Props) {
  return (
    <footer class="pr-save">
      {faults.length > 0 && (
        <div class="pr-faults" id="pr-faults" role="alert" tabIndex={-1}>
          <strong>{t("protocols.notYet")}</strong>
          <ul>
            {faults.slice(0, most).map((fault) => (
              <li key={`${fault.at} ${fault.code} ${fault.value}`}>
                {[placeWord(fault, draft), faultText(fault)].filter(Boolean).join(": ")}
              </li>
            ))}
            {faults.length > most && <li>{t("protocols.moreFaults", { n: faults.length - most })}</li>}
          </ul>
        </div>
      )}
      {problem !== null && (
        <p class="pr-fault" role="alert">
          {problem} {t("protocols.stillHere")}
        </p>
      )}
      <div class="pr-save-row">
        <span class="quiet" role="status">
          {t(`protocols.state.${state}`)}
        </span>
        <Link class="button" href={base}>
          {t("protocols.cancel")}
        </Link>
        <button type="submit" class="button button-primary" aria-disabled={state === "saving"}>
          {t("protocols.save")}
        </button>
      </div>
    </footer>
  );
}
