import type { Figure, MeasureKind } from "../../core/measure";
import type { Manifest } from "../../core/manifest";
import { t } from "../../i18n";

type Spacing = "PixelSpacing" | "ImagerPixelSpacing" | null;

const units: Readonly<Record<string, string>> = { mm2: "mm²", px2: "px²", deg: "°", count: "px" };

/** One decimal for millimetres, pixels and degrees, none for HU. */
export function digitsOf(figure: Figure): number {
  switch (figure.unit) {
    case "mm":
    case "mm2":
    case "px":
    case "px2":
    case "deg":
      return 1;
    case "HU":
    case "count":
      return 0;
    default:
      return Number.isInteger(figure.value) ? 0 : 1;
  }
}

export function numberText(figure: Figure): string {
  const text = figure.value.toFixed(digitsOf(figure));
  return /^-0(\.0+)?$/.test(text) ? text.slice(1) : text;
}

/** The number with its unit. A report takes the plain minus, a screen the true one. */
export function figureText(figure: Figure): string {
  const unit = units[figure.unit] ?? figure.unit;
  return `${numberText(figure)}${unit === "" || unit === "°" ? unit : ` ${unit}`}`;
}

const trueMinus = (text: string): string => text.replace(/(^|\s)-(?=\d)/g, "$1−");

export function kindWord(kind: MeasureKind): string {
  return t(`measure.kind.${kind}`);
}

/** The lines beside a drawing: its words first, then its numbers. */
export function linesFor(measurement: { kind: MeasureKind; label: string }, figures: readonly Figure[], spacing: Spacing): string[] {
  const named = measurement.label === "" ? [] : [measurement.label];
  return [...named, ...valueLines(measurement.kind, figures, spacing)].map(trueMinus);
}

export function valueLines(kind: MeasureKind, figures: readonly Figure[], spacing: Spacing): string[] {
  const one = (name: Figure["name"]): string | null => {
    const figure = figures.find((candidate) => candidate.name === name);
    return figure ? figureText(figure) : null;
  };
  const bare = (name: Figure["name"]): string => {
    const figure = figures.find((candidate) => candidate.name === name);
    return figure ? numberText(figure) : "";
  };
  const detector = spacing === "ImagerPixelSpacing" && figures.some((figure) => figure.unit.startsWith("mm"));
  const lines: (string | null)[] = [];
  switch (kind) {
    case "bidirectional":
      lines.push(`${bare("longAxis")} × ${one("shortAxis") ?? ""}`);
      break;
    case "ellipse":
    case "rectangle":
    case "freehand": {
      const [mean, sd, min, max] = [one("mean"), one("sd"), one("min"), one("max")];
      if (mean !== null && sd !== null) lines.push(t("measure.mean", { mean: bare("mean"), sd }));
      if (min !== null && max !== null) lines.push(t("measure.range", { min: bare("min"), max }));
      lines.push([one("area"), one("pixels")].filter((part) => part !== null).join(" · "));
      break;
    }
    case "arrow":
      break;
    default:
      lines.push(one("length") ?? one("angle") ?? one("value"));
  }
  if (detector) lines.push(t("read.atDetector"));
  return lines.filter((line) => line !== null);
}

/** "series 2, image 20": the file's own image number, so that it holds in any viewer. */
export function placeText(manifest: Manifest | null, series: number | null, index: number): string {
  return t("sentence.place", { series: series ?? "–", n: manifest?.frames.instanceNumber[index] ?? index + 1 });
}

/** The sentence for the report, in the language of the report. */
export function sentenceOf(
  measurement: { kind: MeasureKind; label: string },
  figures: readonly Figure[],
  spacing: Spacing,
  place: string,
): string {
  const value = (name: Figure["name"]): string => {
    const figure = figures.find((one) => one.name === name);
    return figure ? figureText(figure) : "–";
  };
  const label = measurement.label.trim();
  const region = measurement.kind === "ellipse" || measurement.kind === "rectangle";
  const detector = spacing === "ImagerPixelSpacing" && figures.some((figure) => figure.unit.startsWith("mm"));
  const where = detector ? `${place}, ${t("read.atDetector")}` : place;
  if (measurement.kind === "arrow") return t("sentence.words", { label: label === "" ? kindWord("arrow") : label, place: where });
  const text = region
    ? figures.some((figure) => figure.name === "mean")
      ? t("sentence.region", { mean: value("mean"), sd: value("sd"), area: value("area") })
      : value("area")
    : measurement.kind === "bidirectional"
      ? `${value("longAxis")} x ${value("shortAxis")}`
      : (figures[0] && figureText(figures[0])) || "–";
  return label === ""
    ? t("sentence.plain", { kind: kindWord(measurement.kind), text, place: where })
    : t("sentence.named", { label, text, place: where });
}

/** A number of another program, with its UCUM unit as people write it. */
export function valueText({ value, unit }: { value: number; unit: string }): string {
  const word = { "1": "", "[hnsf'U]": "HU", mm2: "mm²", cm2: "cm²", mm3: "mm³", cm3: "cm³", deg: "°" }[unit] ?? unit.replace(/[{}]/g, "");
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  return trueMinus(`${String(Number(value.toFixed(digits)))}${word === "" || word === "°" ? word : ` ${word}`}`);
}
