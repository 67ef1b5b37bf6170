import { gridFor, type CellRule, type Protocol } from "../read/core/hanging";
import { t } from "./i18n";
import { windowName } from "./words";

/** What one cell says: its role, the plane that is asked for, its window. */
function linesOf(protocol: Protocol, rule: CellRule): { role: string; more: string } {
  const name = (rule.prior === undefined ? rule.series : rule.like) ?? "";
  const { need, prefer } = protocol.series?.[name] ?? {};
  const plane = need?.plane ?? prefer?.find((trait) => trait.plane !== undefined)?.plane;
  const more = [plane === undefined ? "" : t(`protocols.plane.${plane}`), rule.window === undefined ? "" : windowName(rule.window)];
  return { role: name === "" ? t("protocols.anySeries") : name, more: more.filter((part) => part !== "").join(" · ") };
}

/** The grid as it hangs when every cell is filled; in dark, as in the room. */
export function Picture({ protocol }: { protocol: Protocol }) {
  const rules = protocol.layout?.cells.slice(0, 6) ?? [];
  const shown: readonly CellRule[] = rules.length > 0 ? rules : [{ series: "" }];
  const grid = gridFor(shown.length, protocol.layout?.grid);
  const [rows = 1, columns = 1] = grid.split("x").map(Number);
  const said = shown.map((rule) => {
    const { role, more } = linesOf(protocol, rule);
    return [rule.prior === undefined ? "" : t("protocols.priorN", { n: rule.prior + 1 }), role, more].filter(Boolean).join(" ");
  });
  return (
    <div
      class="pr-picture darkroom"
      role="img"
      aria-label={`${grid}: ${said.join(", ")}`}
      style={{ gridTemplate: `repeat(${String(rows)}, 1fr) / repeat(${String(columns)}, minmax(0, 1fr))` }}
    >
      {Array.from({ length: rows * columns }, (_, i) => {
        const rule = shown[i];
        if (!rule) return <span key={i} class="pr-picture-cell" />;
        const { role, more } = linesOf(protocol, rule);
        return (
          <span key={i} class={rule.prior === undefined ? "pr-picture-cell" : "pr-picture-cell pr-picture-prior"}>
            {rule.prior !== undefined && <em>{t("protocols.priorN", { n: rule.prior + 1 })}</em>}
            <strong>{role}</strong>
            {more !== "" && <small>{more}</small>}
          </span>
        );
      })}
    </div>
  );
}
