import { Plus } from "lucide";
import { grids, opening, type Fault } from "../read/core/hanging";
import { Icon } from "../shared/ui";
import { CellFields } from "./CellFields";
import { protocolFrom, type CellDraft, type Draft, type RoleDraft } from "./draft";
import { FaultLines } from "./FaultLines";
import { t } from "./i18n";
import { MatchFields } from "./MatchFields";
import { Picture } from "./Picture";
import { RoleFields } from "./RoleFields";

interface Props {
  draft: Draft;
  faults: readonly Fault[];
  onChange: (draft: Draft) => void;
}

const replaced = <T,>(all: readonly T[], at: number, one: T): T[] => all.map((each, i) => (i === at ? one : each));

/** A protocol as a form: its name, which studies, which series, where they hang. */
export function DraftForm({ draft, faults, onChange }: Props) {
  const change = (part: Partial<Draft>): void => {
    onChange({ ...draft, ...part });
  };
  const named = faults.filter(({ at }) => at === "id");
  const removeRole = (role: RoleDraft): void => {
    const cells = draft.cells.map((cell) => (cell.role === role.key ? { ...cell, role: null } : cell));
    change({ roles: draft.roles.filter((one) => one !== role), cells });
  };
  const addRole = (): void => {
    const key = Math.max(-1, ...draft.roles.map((role) => role.key)) + 1;
    change({ roles: [...draft.roles, { key, name: "", need: [], prefer: [] }] });
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".pr-role:last-child input")?.focus());
  };
  const moveCell = (at: number, by: number): void => {
    const [one, other] = [draft.cells[at], draft.cells[at + by]];
    if (one && other) change({ cells: replaced(replaced(draft.cells, at, other), at + by, one) });
  };
  const addCell = (): void => {
    const cell: CellDraft = { role: draft.roles[0]?.key ?? null, prior: null, window: "" };
    change({ cells: [...draft.cells, cell] });
  };
  return (
    <>
      <section class="pr-part">
        <div class="field pr-name">
          <label htmlFor="pr-id">{t("protocols.part.id")}</label>
          <input
            id="pr-id"
            value={draft.id}
            maxLength={60}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-invalid={named.length > 0}
            aria-describedby="pr-id-hint pr-id-fault"
            onInput={(event) => {
              change({ id: event.currentTarget.value });
            }}
          />
          <small id="pr-id-hint">{t("protocols.idHint")}</small>
        </div>
        <FaultLines id="pr-id-fault" faults={named} />
      </section>
      <section class="pr-part" aria-labelledby="pr-match">
        <h2 id="pr-match">{t("protocols.which")}</h2>
        <MatchFields draft={draft} faults={faults} onChange={change} />
      </section>
      <section class="pr-part" aria-labelledby="pr-roles">
        <h2 id="pr-roles">{t("protocols.roles")}</h2>
        <p class="quiet">{t("protocols.rolesLead")}</p>
        <ul class="pr-roles">
          {draft.roles.map((role, i) => (
            <RoleFields
              key={role.key}
              role={role}
              idle={!draft.cells.some((cell) => cell.role === role.key)}
              faults={faults}
              onChange={(next) => {
                change({ roles: replaced(draft.roles, i, next) });
              }}
              onRemove={() => {
                removeRole(role);
              }}
            />
          ))}
        </ul>
        <button type="button" class="button" onClick={addRole}>
          <Icon of={Plus} />
          {t("protocols.addRole")}
        </button>
      </section>
      <section class="pr-part" aria-labelledby="pr-layout">
        <h2 id="pr-layout">{t("protocols.layout")}</h2>
        <div class="pr-layout">
          <div>
            <div class="field" role="group" aria-labelledby="pr-grid">
              <span id="pr-grid">{t("protocols.part.grid")}</span>
              <div class="pr-toggles">
                {grids.map((grid) => (
                  <button
                    key={grid}
                    type="button"
                    class="chip"
                    aria-pressed={draft.grid === grid}
                    onClick={() => {
                      change({ grid });
                    }}
                  >
                    <Grid of={grid} />
                    {grid.replace("x", " × ")}
                  </button>
                ))}
              </div>
              <small>{t("protocols.gridHint")}</small>
              <FaultLines id="pr-grid-fault" faults={faults.filter(({ at }) => at === "layout.grid")} />
            </div>
            <ol class="pr-cells">
              {draft.cells.map((cell, i) => (
                <CellFields
                  key={i}
                  index={i}
                  count={draft.cells.length}
                  cell={cell}
                  roles={draft.roles}
                  faults={faults}
                  onChange={(next) => {
                    change({ cells: replaced(draft.cells, i, next) });
                  }}
                  onMove={(by) => {
                    moveCell(i, by);
                  }}
                  onRemove={() => {
                    change({ cells: draft.cells.filter((_, n) => n !== i) });
                  }}
                />
              ))}
            </ol>
            <button type="button" class="button" onClick={addCell}>
              <Icon of={Plus} />
              {t("protocols.addCell")}
            </button>
            <div class="field pr-opens">
              <label htmlFor="pr-opens">{t("protocols.part.opens")}</label>
              <select
                id="pr-opens"
                aria-describedby="pr-opens-hint"
                value={draft.opens}
                onChange={(event) => {
                  change({ opens: event.currentTarget.value as Draft["opens"] });
                }}
              >
                {opening.map((one) => (
                  <option key={one} value={one}>
                    {t(`protocols.opens.${one}`)}
                  </option>
                ))}
              </select>
              <small id="pr-opens-hint">{t("protocols.opensHint")}</small>
            </div>
          </div>
          <Picture protocol={protocolFrom(draft)} />
        </div>
      </section>
    </>
  );
}

function Grid({ of }: { of: string }) {
  const [rows = 1, columns = 1] = of.split("x").map(Number);
  return (
    <svg width="18" height="14" viewBox="0 0 18 14" fill="none" stroke="currentColor" aria-hidden="true">
      <rect x="1" y="1" width="16" height="12" rx="1.5" />
      {Array.from({ length: columns - 1 }, (_, i) => (
        <path key={`c${String(i)}`} d={`M${String(1 + (16 * (i + 1)) / columns)} 1v12`} />
      ))}
      {Array.from({ length: rows - 1 }, (_, i) => (
        <path key={`r${String(i)}`} d={`M1 ${String(1 + (12 * (i + 1)) / rows)}h16`} />
      ))}
    </svg>
  );
}
