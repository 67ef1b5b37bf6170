import type { Preset } from "../window";
import { grids, layouts, type CellRule, type Protocol, type Role, type Trait } from "./protocol";

export type FaultCode =
  | "notObject"
  | "unknownKey"
  | "missing"
  | "notText"
  | "tooLong"
  | "control"
  | "notList"
  | "emptyList"
  | "emptyWord"
  | "notCode"
  | "notLatin"
  | "notOneOf"
  | "badThickness"
  | "framesNeeded"
  | "framesAlone"
  | "noCondition"
  | "noRole"
  | "badPrior"
  | "seriesAndPrior"
  | "windowNotCt"
  | "notJson"
  | "taken";

/** What is wrong, and where: the keys that lead there, joined by points; "" is the whole. */
export interface Fault {
  at: string;
  code: FaultCode;
  value: string;
}

/** The layout that a reader chose last is remembered under the id, and the server keeps no longer ones. */
export const longestId = 60;
export const planes = ["axial", "coronal", "sagittal"] as const;
export const kernels = ["sharp", "soft"] as const;
export const sides = ["R", "L"] as const;
export const counts = ["most", "fewest"] as const;
export const opening = ["compare", ...layouts] as const;
export const windows: readonly string[] = Object.keys({
  lung: 1,
  mediastinum: 1,
  bone: 1,
  abdomen: 1,
  liver: 1,
  angio: 1,
  brain: 1,
  subdural: 1,
  stroke: 1,
} satisfies Record<Preset["id"], 1>);

const known = {
  protocol: { id: 1, match: 1, series: 1, layout: 1, opens: 1 } satisfies Record<keyof Protocol, 1>,
  match: { modality: 1, bodyPart: 1, words: 1 } satisfies Record<keyof Protocol["match"], 1>,
  role: { need: 1, prefer: 1 } satisfies Record<keyof Role, 1>,
  trait: {
    thickness: 1,
    kernel: 1,
    plane: 1,
    words: 1,
    notWords: 1,
    laterality: 1,
    view: 1,
    modality: 1,
    frames: 1,
  } satisfies Record<keyof Trait, 1>,
  layout: { grid: 1, cells: 1 } satisfies Record<keyof NonNullable<Protocol["layout"]>, 1>,
  cell: { series: 1, prior: 1, like: 1, window: 1 } satisfies Record<keyof CellRule, 1>,
};

type Values = Record<string, unknown>;
const isRecord = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);
// A code string of DICOM (PS3.5 table 6.2-1, CS).
const isCode = (text: string): boolean => /^[A-Z0-9_ ]{1,16}$/.test(text);
// eslint-disable-next-line no-control-regex
const hasControl = (text: string): boolean => /[\u0000-\u001f\u007f]/.test(text);

/** Everything that the reading room would ignore or could not mean: stricter than `protocolOf`, for whoever writes one. None: it hangs as it says. */
export function faultsOf(value: unknown): Fault[] {
  const found: Fault[] = [];
  const say = (at: string, code: FaultCode, what: unknown = ""): void => {
    found.push({ at, code, value: typeof what === "string" ? what : (JSON.stringify(what) ?? "") });
  };
  const within = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

  /** The record's values; null where there is none. What the room does not know is said. */
  const record = (at: string, one: unknown, kind: keyof typeof known): Values | null => {
    if (!isRecord(one)) {
      say(at, "notObject");
      return null;
    }
    for (const key of Object.keys(one)) if (!(key in known[kind])) say(at, "unknownKey", key);
    return one;
  };
  const text = (at: string, one: unknown, longest = Infinity): void => {
    if (typeof one !== "string") say(at, "notText", one);
    else if (one.trim() === "") say(at, "missing");
    else if (hasControl(one)) say(at, "control");
    else if (one.length > longest) say(at, "tooLong", String(longest));
  };
  const list = (at: string, one: unknown, fault: (item: string) => FaultCode | null): void => {
    if (one === undefined) return;
    if (!Array.isArray(one) || !one.every((item) => typeof item === "string")) say(at, "notList");
    else if (one.length === 0) say(at, "emptyList");
    else
      for (const item of one) {
        const code = item.trim() === "" ? "emptyWord" : hasControl(item) ? "control" : fault(item);
        if (code !== null) say(at, code, item);
      }
  };
  const oneOf = (at: string, one: unknown, all: readonly string[]): void => {
    if (one !== undefined && !(typeof one === "string" && all.includes(one))) say(at, "notOneOf", one);
  };
  const anyWord = (): null => null;
  const code = (item: string): FaultCode | null => (isCode(item) ? null : "notCode");

  function trait(at: string, one: unknown, preferred: boolean): void {
    const found = record(at, one, "trait");
    if (!found) return;
    if (Object.keys(found).length === 0) say(at, "noCondition");
    for (const key of ["words", "notWords"]) list(within(at, key), found[key], anyWord);
    for (const key of ["view", "modality"]) list(within(at, key), found[key], code);
    oneOf(within(at, "plane"), found["plane"], planes);
    oneOf(within(at, "kernel"), found["kernel"], kernels);
    oneOf(within(at, "laterality"), found["laterality"], sides);
    oneOf(within(at, "frames"), found["frames"], counts);
    const { thickness, frames } = found;
    if (thickness !== undefined && !(typeof thickness === "string" && /^(<=|>=|<|>)\s*\d+(\.\d+)?$/.test(thickness)))
      say(within(at, "thickness"), "badThickness", thickness);
    if (frames !== undefined && !preferred) say(within(at, "frames"), "framesNeeded");
    else if (frames !== undefined && Object.keys(found).length > 1) say(within(at, "frames"), "framesAlone");
  }

  function role(at: string, one: unknown): void {
    const found = record(at, one, "role");
    if (!found) return;
    if (found["need"] !== undefined) trait(within(at, "need"), found["need"], false);
    const prefer = found["prefer"] ?? [];
    if (!Array.isArray(prefer)) say(within(at, "prefer"), "notList");
    else
      prefer.forEach((each, i) => {
        trait(within(at, `prefer.${String(i)}`), each, true);
      });
  }

  function cell(at: string, one: unknown, roles: readonly string[], hasWindows: boolean): void {
    const found = record(at, one, "cell");
    if (!found) return;
    const { series, prior, like, window } = found;
    if (series !== undefined && prior !== undefined) say(at, "seriesAndPrior");
    if (prior === undefined && !(typeof series === "string" && roles.includes(series))) say(within(at, "series"), "noRole", series ?? "");
    if (prior !== undefined && !(Number.isInteger(prior) && Number(prior) >= 0)) say(within(at, "prior"), "badPrior", prior);
    if (like !== undefined && !(typeof like === "string" && roles.includes(like))) say(within(at, "like"), "noRole", like);
    oneOf(within(at, "window"), window, windows);
    if (window !== undefined && !hasWindows) say(within(at, "window"), "windowNotCt");
  }

  const whole = record("", value, "protocol");
  if (!whole) return found;
  const { match, series, layout } = whole;
  text("id", whole["id"], longestId);
  const matched = record("match", match ?? null, "match");
  if (matched) {
    list("match.modality", matched["modality"], code);
    list("match.bodyPart", matched["bodyPart"], (item) => (/[A-Za-z0-9]/.test(item) && !/[가-힣]/.test(item) ? null : "notLatin"));
    list("match.words", matched["words"], anyWord);
  }
  const roles = isRecord(series) ? Object.keys(series) : [];
  if (series !== undefined && !isRecord(series)) say("series", "notObject");
  for (const name of roles) {
    text(`series.${name}`, name, longestId);
    role(`series.${name}`, (series as Values)[name]);
  }
  oneOf("opens", whole["opens"], opening);
  const laid = layout === undefined ? null : record("layout", layout, "layout");
  if (!laid) return found;
  oneOf("layout.grid", laid["grid"] ?? "", grids);
  const modality = matched?.["modality"];
  if (!Array.isArray(laid["cells"])) say("layout.cells", "notList");
  else
    laid["cells"].forEach((one, i) => {
      cell(`layout.cells.${String(i)}`, one, roles, !Array.isArray(modality) || modality.includes("CT"));
    });
  return found;
}
