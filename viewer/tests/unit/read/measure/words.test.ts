import { afterEach, describe, expect, test } from "vitest";
import type { Figure } from "../../../../src/read/core/measure";
import { figureText, linesFor, sentenceOf } from "../../../../src/read/ui/measure/words";
import { language } from "../../../../src/shared/i18n";

const figure = (name: Figure["name"], value: number, unit: string): Figure => ({ name, value, unit });
const region = [
  figure("mean", -731.4, "HU"),
  figure("sd", 20.6, "HU"),
  figure("min", -900, "HU"),
  figure("max", -600, "HU"),
  figure("area", 25, "mm2"),
  figure("pixels", 100, "count"),
];

afterEach(() => {
  language.value = "en";
});

describe("numbers", () => {
  test("one decimal for millimetres and degrees, none for HU, raw values as they are", () => {
    expect(figureText(figure("length", 12.34, "mm"))).toBe("12.3 mm");
    expect(figureText(figure("length", 12.34, "px"))).toBe("12.3 px");
    expect(figureText(figure("angle", 90, "deg"))).toBe("90.0°");
    expect(figureText(figure("mean", -0.4, "HU"))).toBe("0 HU");
    expect(figureText(figure("value", 812, ""))).toBe("812");
    expect(figureText(figure("mean", 812.25, ""))).toBe("812.3");
  });

  test("what was measured at the detector says so", () => {
    language.value = "en";
    expect(linesFor({ kind: "length", label: "" }, [figure("length", 9, "mm")], "ImagerPixelSpacing")).toEqual(["9.0 mm", "at detector"]);
    expect(linesFor({ kind: "length", label: "" }, [figure("length", 9, "px")], null)).toEqual(["9.0 px"]);
  });

  test("a region has three lines, with the true minus", () => {
    language.value = "en";
    expect(linesFor({ kind: "ellipse", label: "" }, region, "PixelSpacing")).toEqual([
      "Mean −731 ± 21 HU",
      "Min −900, max −600 HU",
      "25.0 mm² · 100 px",
    ]);
  });
});

describe("sentences", () => {
  const place = "series 2, image 20";
  test("in English", () => {
    language.value = "en";
    expect(sentenceOf({ kind: "length", label: "" }, [figure("length", 12.34, "mm")], "PixelSpacing", place)).toBe(
      "Length 12.3 mm (series 2, image 20).",
    );
    expect(sentenceOf({ kind: "ellipse", label: "Liver" }, region, "PixelSpacing", place)).toBe(
      "Liver: mean -731 HU, SD 21 HU, area 25.0 mm² (series 2, image 20).",
    );
    expect(sentenceOf({ kind: "length", label: "" }, [figure("length", 9, "mm")], "ImagerPixelSpacing", place)).toBe(
      "Length 9.0 mm (series 2, image 20, at detector).",
    );
  });

  test("in Korean, with no particle next to a slot", () => {
    language.value = "ko";
    const axes = [figure("longAxis", 12.34, "mm"), figure("shortAxis", 8, "mm")];
    expect(sentenceOf({ kind: "bidirectional", label: "우하엽 결절" }, axes, "PixelSpacing", "시리즈 2, 영상 20")).toBe(
      "우하엽 결절: 12.3 mm x 8.0 mm (시리즈 2, 영상 20).",
    );
    expect(sentenceOf({ kind: "arrow", label: "결절" }, [], "PixelSpacing", "시리즈 2, 영상 20")).toBe("결절 (시리즈 2, 영상 20).");
  });
});
