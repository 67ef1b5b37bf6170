/** The layouts a reader can ask for: one image, planes through it, two side by side, or all cells of the protocol. */
export const layouts = ["one", "planes", "two", "hung"] as const;
export type LayoutId = (typeof layouts)[number];

export const grids = ["1x1", "1x2", "1x3", "2x1", "2x2", "2x3"] as const;
/** Rows x columns. */
export type Grid = (typeof grids)[number];

/** What a series should be; every condition named here must hold. */
export interface Trait {
  /** In millimetres, e.g. "<=1.5". */
  thickness?: string;
  kernel?: "sharp" | "soft";
  plane?: "axial" | "coronal" | "sagittal";
  /** One of them stands in the description. */
  words?: readonly string[];
  notWords?: readonly string[];
  laterality?: "R" | "L";
  view?: readonly string[];
  modality?: readonly string[];
  /** An order, not a condition. */
  frames?: "most" | "fewest";
}

export interface Role {
  /** Without it the role stays empty. */
  need?: Trait;
  /** The first counts most. */
  prefer?: readonly Trait[];
}

export interface CellRule {
  /** The role that it shows. */
  series?: string;
  /** Or that role in an earlier study: 0 is the most fitting. */
  prior?: number;
  like?: string;
  /** A window by the name of its preset. */
  window?: string;
}

/** How studies of a kind are hung. Small JSON files; a reader or a site may have files of their own. */
export interface Protocol {
  id: string;
  match: { modality?: readonly string[]; bodyPart?: readonly string[]; words?: readonly string[] };
  series?: Readonly<Record<string, Role>>;
  layout?: { grid: Grid; cells: readonly CellRule[] };
  /** "compare": two side by side if there is a prior that fits, else one. */
  opens?: LayoutId | "compare";
}

const lists = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.every((one) => typeof one === "string"));
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const isTrait = (value: unknown): boolean => isRecord(value) && ["words", "notWords", "view", "modality"].every((key) => lists(value[key]));
const isRole = (value: unknown): boolean =>
  isRecord(value) &&
  (value["need"] === undefined || isTrait(value["need"])) &&
  (value["prefer"] === undefined || (Array.isArray(value["prefer"]) && value["prefer"].every(isTrait)));

/** A protocol from outside; null when it is none. */
export function protocolOf(value: unknown): Protocol | null {
  if (!isRecord(value) || typeof value["id"] !== "string" || value["id"] === "" || !isRecord(value["match"])) return null;
  const { match, series, layout, opens } = value;
  if (![match["modality"], match["bodyPart"], match["words"]].every(lists)) return null;
  if (series !== undefined && (!isRecord(series) || !Object.values(series).every(isRole))) return null;
  if (opens !== undefined && opens !== "compare" && !layouts.includes(opens as LayoutId)) return null;
  if (layout !== undefined) {
    if (!isRecord(layout) || !grids.includes(layout["grid"] as Grid) || !Array.isArray(layout["cells"])) return null;
    if (!layout["cells"].every((cell) => isRecord(cell) && (typeof cell["series"] === "string" || typeof cell["prior"] === "number")))
      return null;
  }
  return value as unknown as Protocol;
}
