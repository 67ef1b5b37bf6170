import { grids, opening, type CellRule, type Grid, type Protocol, type Role, type Trait } from "../read/core/hanging";

export const listKinds = ["words", "notWords", "view", "modality"] as const;
/** In the order of the menu. */
export const kinds = ["plane", "kernel", "thickness", "frames", "words", "notWords", "laterality", "view", "modality"] as const;
export type Kind = (typeof kinds)[number];

/** One condition of a trait; a kind that is no list has one value, or none while it is being chosen. */
export interface Condition {
  kind: Kind;
  values: readonly string[];
}

export interface RoleDraft {
  /** Cells know their role by it, whatever name it has at the moment. */
  key: number;
  name: string;
  need: readonly Condition[];
  prefer: readonly (readonly Condition[])[];
}

export interface CellDraft {
  role: number | null;
  /** null: of this study; 0: of the prior that fits best. */
  prior: number | null;
  /** "": as the file says. */
  window: string;
}

/** A protocol while a person writes it: everything there, in order, and allowed to be unfinished. */
export interface Draft {
  id: string;
  modality: readonly string[];
  bodyPart: readonly string[];
  words: readonly string[];
  roles: readonly RoleDraft[];
  grid: Grid;
  cells: readonly CellDraft[];
  opens: (typeof opening)[number];
}

export const isList = (kind: Kind): boolean => (listKinds as readonly string[]).includes(kind);

function conditionsOf(trait: Trait): Condition[] {
  return Object.entries(trait).flatMap(([kind, value]: [string, unknown]) =>
    kinds.includes(kind as Kind) ? [{ kind: kind as Kind, values: Array.isArray(value) ? value.map(String) : [String(value)] }] : [],
  );
}

export function draftOf({ id, match, series, layout, opens }: Protocol): Draft {
  const roles = Object.entries(series ?? {}).map(([name, { need, prefer }], key) => ({
    key,
    name,
    need: conditionsOf(need ?? {}),
    prefer: (prefer ?? []).map(conditionsOf),
  }));
  const keyOf = (name: string | undefined): number | null => roles.find((role) => role.name === name)?.key ?? null;
  return {
    id,
    modality: match.modality ?? [],
    bodyPart: match.bodyPart ?? [],
    words: match.words ?? [],
    roles,
    grid: grids.find((grid) => grid === layout?.grid) ?? "1x1",
    cells: (layout?.cells ?? []).map((cell) => ({
      role: keyOf(cell.prior === undefined ? cell.series : cell.like),
      prior: cell.prior ?? null,
      window: cell.window ?? "",
    })),
    opens: opening.find((one) => one === opens) ?? "compare",
  };
}

function traitFrom(conditions: readonly Condition[]): Trait {
  return Object.fromEntries(conditions.map(({ kind, values }) => [kind, isList(kind) ? values : (values[0] ?? "")]));
}

function roleFrom({ need, prefer }: RoleDraft): Role {
  return {
    ...(need.length > 0 && { need: traitFrom(need) }),
    ...(prefer.length > 0 && { prefer: prefer.map(traitFrom) }),
  };
}

/** The way back. What a role is called twice is there once: `nameFaults` says so before. */
export function protocolFrom(draft: Draft): Protocol {
  const { id, modality, bodyPart, words, roles, grid, cells, opens } = draft;
  const nameOf = (key: number | null): string => roles.find((role) => role.key === key)?.name ?? "";
  const rule = ({ role, prior, window }: CellDraft): CellRule => ({
    ...(prior === null ? { series: nameOf(role) } : { prior, ...(role !== null && { like: nameOf(role) }) }),
    ...(window !== "" && { window }),
  });
  return {
    id: id.trim(),
    match: {
      ...(modality.length > 0 && { modality }),
      ...(bodyPart.length > 0 && { bodyPart }),
      ...(words.length > 0 && { words }),
    },
    ...(roles.length > 0 && { series: Object.fromEntries(roles.map((role) => [role.name, roleFrom(role)])) }),
    ...(cells.length > 0 && { layout: { grid, cells: cells.map(rule) } }),
    ...(opens !== "compare" && { opens }),
  };
}

/** Something to begin with: the longest series beside its prior. */
export const emptyDraft = (): Draft => ({
  id: "",
  modality: [],
  bodyPart: [],
  words: [],
  roles: [{ key: 0, name: "main", need: [], prefer: [[{ kind: "frames", values: ["most"] }]] }],
  grid: "1x2",
  cells: [
    { role: 0, prior: null, window: "" },
    { role: 0, prior: 0, window: "" },
  ],
  opens: "compare",
});

/** Names that a form can hold and a file cannot: none, or one twice. At `role.` and the role's key. */
export function nameFaults({ roles }: Draft): { at: string; code: "missing" | "taken"; value: string }[] {
  return roles.flatMap(({ key, name }, i) => {
    const code = name.trim() === "" ? "missing" : roles.slice(0, i).some((one) => one.name === name) ? "taken" : null;
    return code === null ? [] : [{ at: `role.${String(key)}`, code, value: name }];
  });
}
