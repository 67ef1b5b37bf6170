import { hasWord } from "./choose";
import type { Role, Trait } from "./protocol";

/** What a role asks of a series. */
export interface SeriesFacts {
  series: string;
  modality: string;
  number: number | null;
  description: string | null;
  frames: number;
  viewable: boolean;
  look?: {
    plane: string | null;
    imageType: readonly string[];
    kernel: string | null;
    thickness: number | null;
    laterality: string | null;
    viewPosition: string | null;
  } | null;
}

/** Sharp for lung and bone, soft for the rest, by the names that vendors give; else by the description; null when nothing says so. */
export function kernelOf(item: SeriesFacts): "sharp" | "soft" | null {
  const name = item.look?.kernel?.toUpperCase() ?? "";
  if (/LUNG|BONE|EDGE|DETAIL|SHARP/.test(name)) return "sharp";
  if (/STAND|SOFT|BRAIN|CHST/.test(name)) return "soft";
  const canon = /^FC(\d{2})/.exec(name)?.[1];
  if (canon !== undefined) return [3, 5, 8].includes(Math.floor(Number(canon) / 10)) ? "sharp" : "soft";
  // Siemens: B30f, Br40d, I70f; from 50 on it is sharp.
  const siemens = /^[BHIJU][A-Z]{0,2}(\d{2})/.exec(name)?.[1];
  if (siemens !== undefined) return Number(siemens) >= 50 ? "sharp" : "soft";
  // Philips.
  if (/^(D|E|L|Y[A-E])$/.test(name)) return "sharp";
  if (/^[ABC]$/.test(name)) return "soft";
  const text = item.description ?? "";
  if (["lung", "bone", "sharp", "hrct", "폐", "골"].some((word) => hasWord(text, word))) return "sharp";
  return ["soft", "mediastinum", "standard", "brain", "종격동", "연부"].some((word) => hasWord(text, word)) ? "soft" : null;
}

/** Scouts, doses and other pictures about the study are not of it. */
export function isScout(item: SeriesFacts): boolean {
  return (
    (item.look?.imageType.includes("LOCALIZER") ?? false) ||
    ["scout", "localizer", "topogram", "surview"].some((word) => hasWord(item.description ?? "", word))
  );
}

export function has(item: SeriesFacts, trait: Trait): boolean {
  const limit = /^(<=|>=|<|>)\s*(\d+(?:\.\d+)?)$/.exec(trait.thickness ?? "");
  if (trait.thickness !== undefined) {
    const thickness = item.look?.thickness ?? null;
    if (!limit || thickness === null) return false;
    const [value, sign] = [Number(limit[2]), limit[1] ?? ""];
    if (
      !(sign.startsWith("<")
        ? thickness < value || (sign === "<=" && thickness === value)
        : thickness > value || (sign === ">=" && thickness === value))
    )
      return false;
  }
  const text = item.description ?? "";
  if (trait.kernel !== undefined && kernelOf(item) !== trait.kernel) return false;
  if (trait.plane !== undefined && planeOf(item) !== trait.plane) return false;
  if (trait.words && !trait.words.some((word) => hasWord(text, word))) return false;
  if (trait.notWords?.some((word) => hasWord(text, word)) === true) return false;
  if (trait.laterality !== undefined && item.look?.laterality !== trait.laterality) return false;
  if (trait.view && !trait.view.includes(item.look?.viewPosition ?? "")) return false;
  return !trait.modality || trait.modality.includes(item.modality);
}

function planeOf(item: SeriesFacts): string | null {
  const known = item.look?.plane ?? null;
  if (known !== null) return known;
  const text = item.description ?? "";
  const words = { axial: ["ax", "axial", "tra"], coronal: ["cor", "coronal"], sagittal: ["sag", "sagittal"] } as const;
  return (Object.keys(words) as (keyof typeof words)[]).find((plane) => words[plane].some((word) => hasWord(text, word))) ?? null;
}

/** The series for a role among those that are not taken yet; null when none will do. */
export function seriesFor(role: Role, series: readonly SeriesFacts[], taken: ReadonlySet<string>): SeriesFacts | null {
  const able = series.filter((item) => item.viewable && (!role.need || has(item, role.need)));
  const scores = (item: SeriesFacts): number[] => [
    isScout(item) ? 0 : 1,
    taken.has(item.series) ? 0 : 1,
    ...(role.prefer ?? []).map((trait) =>
      trait.frames === undefined ? Number(has(item, trait)) : trait.frames === "most" ? item.frames : -item.frames,
    ),
    item.frames,
    -(item.number ?? 1e9),
  ];
  const better = (a: SeriesFacts, b: SeriesFacts): SeriesFacts => {
    const [one, other] = [scores(a), scores(b)];
    const at = one.findIndex((score, i) => score !== other[i]);
    return at < 0 || (one[at] ?? 0) > (other[at] ?? 0) ? a : b;
  };
  return able.length === 0 ? null : able.reduce(better);
}
