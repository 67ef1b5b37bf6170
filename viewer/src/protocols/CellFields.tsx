import { ArrowDown, ArrowUp, Trash2 } from "lucide";
import { useId } from "preact/hooks";
import { windows, type Fault } from "../read/core/hanging";
import { Icon } from "../shared/ui";
import type { CellDraft, RoleDraft } from "./draft";
import { FaultLines } from "./FaultLines";
import { t } from "./i18n";
import { windowName } from "./words";

const priors = [0, 1, 2, 3];

interface Props {
  index: number;
  count: number;
  cell: CellDraft;
  roles: readonly RoleDraft[];
  faults: readonly Fault[];
  onChange: (cell: CellDraft) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One cell: of which study, which role, in which window. */
export function CellFields({ index, count, cell, roles, faults, onChange, onMove, onRemove }: Props) {
  const id = useId();
  const at = `layout.cells.${String(index)}`;
  const own = (...keys: string[]): readonly Fault[] =>
    faults.filter((fault) => keys.some((key) => fault.at === (key === "" ? at : `${at}.${key}`)));
  const roleFaults = own("series", "like");
  const n = index + 1;
  return (
    <li>
      <div class="pr-cell" role="group" aria-label={t("protocols.cellN", { n })}>
        <span class="pr-number">{n}</span>
        <label class="field">
          <span>{t("protocols.of")}</span>
          <select
            value={cell.prior ?? ""}
            onChange={({ currentTarget: { value } }) => {
              onChange({ ...cell, prior: value === "" ? null : Number(value) });
            }}
          >
            <option value="">{t("protocols.thisStudy")}</option>
            {[...new Set([...priors, cell.prior ?? 0])].map((prior) => (
              <option key={prior} value={prior}>
                {t("protocols.priorN", { n: prior + 1 })}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("protocols.role")}</span>
          <select
            value={cell.role ?? ""}
            aria-invalid={roleFaults.length > 0}
            aria-describedby={`${id}-role`}
            onChange={({ currentTarget: { value } }) => {
              onChange({ ...cell, role: value === "" ? null : Number(value) });
            }}
          >
            {(cell.role === null || cell.prior !== null) && (
              <option value="">{t(cell.prior === null ? "protocols.chooseRole" : "protocols.anySeries")}</option>
            )}
            {roles.map((role) => (
              <option key={role.key} value={role.key}>
                {role.name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("protocols.window")}</span>
          <select
            value={cell.window}
            aria-invalid={own("window").length > 0}
            aria-describedby={`${id}-window`}
            onChange={(event) => {
              onChange({ ...cell, window: event.currentTarget.value });
            }}
          >
            <option value="">{t("protocols.ownWindow")}</option>
            {[...new Set([...windows, cell.window])]
              .filter((one) => one !== "")
              .map((one) => (
                <option key={one} value={one}>
                  {windowName(one)}
                </option>
              ))}
          </select>
        </label>
        <span class="pr-tools">
          <button
            type="button"
            class="button-icon"
            aria-label={t("protocols.cellUp", { n })}
            aria-disabled={index === 0}
            onClick={() => {
              onMove(-1);
            }}
          >
            <Icon of={ArrowUp} />
          </button>
          <button
            type="button"
            class="button-icon"
            aria-label={t("protocols.cellDown", { n })}
            aria-disabled={index === count - 1}
            onClick={() => {
              onMove(1);
            }}
          >
            <Icon of={ArrowDown} />
          </button>
          <button type="button" class="button-icon" aria-label={t("protocols.removeCell", { n })} onClick={onRemove}>
            <Icon of={Trash2} />
          </button>
        </span>
        <FaultLines id={`${id}-role`} faults={roleFaults} />
        <FaultLines id={`${id}-window`} faults={own("window", "prior", "")} />
      </div>
    </li>
  );
}
