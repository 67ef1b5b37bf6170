import type { CellRule, Grid, LayoutId, Protocol } from "./protocol";
import { isScout, seriesFor, type SeriesFacts } from "./roles";

export interface HungCell {
  /** The series of this study; null in the cell of a prior. */
  series: string | null;
  /** Index into the priors, and the role that is wanted there. */
  prior: number | null;
  role: string | null;
  window: string | null;
}

export interface Hanging {
  grid: Grid;
  cells: readonly HungCell[];
}

/** The cells of a layout, the first of them for this study. Cells that nothing fills are left out, and the grid shrinks to what is there. */
export function hang(protocol: Protocol, layout: LayoutId, series: readonly SeriesFacts[], priors: number, main: string | null): Hanging {
  const filled = fill(protocol, series, priors);
  const first = filled.find((cell) => cell.series !== null) ?? { series: main, prior: null, role: null, window: null };
  if (layout === "one" || layout === "planes") return { grid: "1x1", cells: [{ ...first, series: main ?? first.series }] };
  if (layout === "two") {
    const prior = filled.find((cell) => cell.prior !== null) ?? (priors > 0 ? priorCell(protocol) : undefined);
    const second = prior ?? filled.find((cell) => cell !== first && cell.series !== null) ?? another(series, first.series);
    return second ? { grid: "1x2", cells: [first, second] } : { grid: "1x1", cells: [first] };
  }
  const cells = [first, ...filled.filter((cell) => cell !== first)];
  return { grid: gridFor(cells.length, protocol.layout?.grid), cells: cells.slice(0, 6) };
}

function fill(protocol: Protocol, series: readonly SeriesFacts[], priors: number): HungCell[] {
  const taken = new Set<string>();
  const found: HungCell[] = [];
  for (const rule of protocol.layout?.cells ?? []) {
    const cell = one(protocol, rule, series, priors, taken);
    // The same series twice shows something new only in another window.
    if (!cell || found.some((other) => other.series !== null && other.series === cell.series && other.window === cell.window)) continue;
    if (cell.series !== null) taken.add(cell.series);
    found.push(cell);
  }
  return found;
}

function one(
  protocol: Protocol,
  rule: CellRule,
  series: readonly SeriesFacts[],
  priors: number,
  taken: ReadonlySet<string>,
): HungCell | null {
  const window = rule.window ?? null;
  if (rule.prior !== undefined) return rule.prior < priors ? { series: null, prior: rule.prior, role: rule.like ?? null, window } : null;
  const role = protocol.series?.[rule.series ?? ""] ?? {};
  const item = seriesFor(role, series, taken);
  if (!item || (taken.has(item.series) && window === null)) return null;
  return { series: item.series, prior: null, role: rule.series ?? null, window };
}

function priorCell(protocol: Protocol): HungCell {
  const first = protocol.layout?.cells.find((cell) => cell.series !== undefined);
  return { series: null, prior: 0, role: first?.series ?? null, window: first?.window ?? null };
}

function another(series: readonly SeriesFacts[], but: string | null): HungCell | undefined {
  const item = series.find((one) => one.viewable && one.series !== but && !isScout(one));
  return item && { series: item.series, prior: null, role: null, window: null };
}

/** The smallest grid with room for all cells; the protocol's own before another of its size. */
export function gridFor(count: number, wanted: Grid = "2x2"): Grid {
  const size = (grid: Grid): number => grid.split("x").reduce((product, part) => product * Number(part), 1);
  const known: Grid[] = [wanted, "1x1", "1x2", "2x2", "2x3"];
  return known.filter((grid) => size(grid) >= count).sort((a, b) => size(a) - size(b))[0] ?? "2x3";
}

/** What a study opens with: what the reader chose last for this protocol, else what the protocol says. */
export function opensWith(protocol: Protocol, remembered: string | undefined, fittingPrior: boolean): LayoutId {
  const known = (["one", "planes", "two", "hung"] as const).find((layout) => layout === remembered);
  if (known) return known;
  const opens = protocol.opens ?? "compare";
  return opens === "compare" ? (fittingPrior ? "two" : "one") : opens;
}

/** Worth two cells at once: the same kind of image of the same part, as far as anybody says. */
export function priorFits(
  study: { modality: string; bodyPart: string | null },
  prior: { modality: string; bodyPart: string | null } | undefined,
): boolean {
  return (
    prior?.modality === study.modality &&
    (!study.bodyPart || !prior.bodyPart || study.bodyPart.toUpperCase() === prior.bodyPart.toUpperCase())
  );
}
