import { expect, test } from "vitest";
import type { ReportLink, Sections } from "../../../src/api";
import { append, follow, stateOf, textOf } from "../../../src/read/report/links";

const sentence = "Long axis 12.4 mm (series 2, image 20).";
const text = `Clear.\n${sentence}\nNo effusion.`;
const link: ReportLink = { measurement: "m", section: "findings", start: 7, length: sentence.length, sentence };
const sections = (findings: string): Sections => ({ indication: "", comparison: "", findings, impression: "" });
const typed = (after: string): string | null => {
  const [moved] = follow([link], "findings", text, after);
  return moved ? textOf(moved, sections(after)) : null;
};

test.each([
  ["nothing", text, sentence],
  ["words before it", `Both lungs are clear.\n${sentence}\nNo effusion.`, sentence],
  ["words after it", `${text} No nodes.`, sentence],
  ["a line put between", `Clear.\n\n${sentence}\nNo effusion.`, sentence],
  ["another number", text.replace("12.4", "13"), sentence.replace("12.4", "13")],
  ["Korean put into it", text.replace("12.4 mm", "12.4 mm 크기"), sentence.replace("12.4 mm", "12.4 mm 크기")],
  ["its end deleted", text.replace(" (series 2, image 20).", ""), "Long axis 12.4 mm"],
  ["its beginning deleted with what stood before", text.slice(20), text.slice(20, 7 + sentence.length)],
  ["all but the sentence deleted", sentence, sentence],
  ["the sentence deleted", "Clear.\n\nNo effusion.", null],
  ["everything deleted", "", null],
  ["everything replaced, the sentence with it", `X. ${sentence} Y.`, sentence],
])("after %s the link is at its words", (_, after, expected) => {
  expect(typed(after)).toBe(expected);
});

test("letter by letter, as input methods do it, the link stays where it is", () => {
  let links: readonly ReportLink[] = [link];
  let now = text;
  for (const next of ["ㄱClear.", "가Clear.", "각Clear.", "가가Clear."].map((head) => text.replace(/^.*?\n/, `${head}\n`))) {
    links = follow(links, "findings", now, next);
    now = next;
  }
  expect(links.map((one) => textOf(one, sections(now)))).toEqual([sentence]);
});

test("links of other sections are not touched", () => {
  const other = { ...link, section: "impression" as const };
  expect(follow([other], "findings", "a", "b")).toEqual([other]);
});

test("the state says what differs: the reader's words, the measurement, or that it is gone", () => {
  expect(stateOf(link, sections(text), sentence)).toBe("bound");
  expect(stateOf(link, sections(text), "Long axis 13.0 mm (series 2, image 20).")).toBe("changed");
  expect(stateOf(link, sections(text.replace("12.4", "13.0")), sentence)).toBe("edited");
  expect(stateOf(link, sections(text), null)).toBe("gone");
});

test("a sentence begins a line of its own", () => {
  expect(append("", "A.")).toEqual({ text: "A.", start: 0 });
  expect(append("B. \n", "A.")).toEqual({ text: "B.\nA.", start: 3 });
});
