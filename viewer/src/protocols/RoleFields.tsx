import { Plus, Trash2 } from "lucide";
import { useId } from "preact/hooks";
import type { Fault } from "../read/core/hanging";
import { Icon } from "../shared/ui";
import type { Condition, RoleDraft } from "./draft";
import { FaultLines } from "./FaultLines";
import { t } from "./i18n";
import { TraitFields } from "./TraitFields";

interface Props {
  role: RoleDraft;
  /** No cell shows it. */
  idle: boolean;
  faults: readonly Fault[];
  onChange: (role: RoleDraft) => void;
  onRemove: () => void;
}

/** What a series of this role must be, and what it should be. */
export function RoleFields({ role, idle, faults, onChange, onRemove }: Props) {
  const id = useId();
  const at = `series.${role.name}`;
  const named = faults.filter((fault) => fault.at === `role.${String(role.key)}` || fault.at === at);
  const wish = (i: number, conditions: readonly Condition[]): void => {
    const prefer = role.prefer.map((one, n) => (n === i ? conditions : one)).filter((one) => one.length > 0);
    onChange({ ...role, prefer });
  };
  return (
    <li class="pr-role">
      <div class="pr-role-head">
        <label class="field">
          <span>{t("protocols.roleName")}</span>
          <input
            value={role.name}
            maxLength={60}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-invalid={named.length > 0}
            aria-describedby={id}
            onInput={(event) => {
              onChange({ ...role, name: event.currentTarget.value });
            }}
          />
        </label>
        {idle && <span class="quiet pr-idle">{t("protocols.idleRole")}</span>}
        <button type="button" class="button-icon pr-end" aria-label={t("protocols.removeRole", { role: role.name })} onClick={onRemove}>
          <Icon of={Trash2} />
        </button>
      </div>
      <FaultLines id={id} faults={named} />
      <div class="pr-role-parts">
        <div>
          <h4>{t("protocols.need")}</h4>
          <TraitFields
            at={`${at}.need`}
            name={t("protocols.needOf", { role: role.name })}
            conditions={role.need}
            faults={faults}
            preferred={false}
            onChange={(need) => {
              onChange({ ...role, need });
            }}
          />
        </div>
        <div>
          <h4>{t("protocols.prefer")}</h4>
          <ol class="pr-prefer">
            {role.prefer.map((conditions, i) => (
              <li key={i}>
                <TraitFields
                  at={`${at}.prefer.${String(i)}`}
                  name={t("protocols.preferOf", { role: role.name, n: i + 1 })}
                  conditions={conditions}
                  faults={faults}
                  preferred
                  onChange={(next) => {
                    wish(i, next);
                  }}
                />
              </li>
            ))}
          </ol>
          <button
            type="button"
            class="quiet-link"
            aria-label={t("protocols.addPreferOf", { role: role.name })}
            onClick={() => {
              const frames = role.prefer.some((one) => one.some(({ kind }) => kind === "frames"));
              onChange({ ...role, prefer: [...role.prefer, [frames ? { kind: "plane", values: ["axial"] } : { kind: "frames", values: ["most"] }]] }); // prettier-ignore
            }}
          >
            <Icon of={Plus} />
            {t("protocols.addPrefer")}
          </button>
        </div>
      </div>
    </li>
  );
}
