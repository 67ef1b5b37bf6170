import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "../../src/shared/i18n/en.json";
import ko from "../../src/shared/i18n/ko.json";

const source = join(import.meta.dirname, "../../src");
const names = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
const textOf = (name: string): string => readFileSync(join(source, name), "utf8");
// The reading room and the hanging protocols have their own catalogues; they only use some of the shared words.
const files = names.filter((name) => !/^(read|protocols)/.test(name)).map(textOf);
const slots = (message: string): string[] => [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();

test("both catalogues have the same keys and no empty message", () => {
  expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  expect([...Object.entries(ko), ...Object.entries(en)].filter(([, message]) => message.trim() === "")).toEqual([]);
});

test("a message has the same slots in both languages", () => {
  const differing = Object.keys(en).filter((key) => slots(en[key as keyof typeof en]).join() !== slots(ko[key as keyof typeof ko]).join());
  expect(differing).toEqual([]);
});

test("every counted message has both forms", () => {
  const stems = Object.keys(en)
    .filter((key) => key.endsWith(".one"))
    .map((key) => key.slice(0, -4));
  expect(stems.length).toBeGreaterThan(0);
  expect(stems.filter((stem) => !(`${stem}.other` in en))).toEqual([]);
});

test("every key written in the code exists", () => {
  const used = files.flatMap((text) => [...text.matchAll(/\bt\(\s*"([\w.]+)"/g)].map((match) => match[1] ?? ""));
  expect(used.length).toBeGreaterThan(100);
  expect(used.filter((key) => !(key in en))).toEqual([]);
});

test("every key is used: by name or through its stem", () => {
  const all = names.map(textOf).join("\n");
  const isUsed = (key: string): boolean => {
    const parts = key.split(".");
    return (
      all.includes(`"${key}"`) ||
      parts.some((_, n) => {
        const stem = parts.slice(0, n).join(".");
        return stem !== "" && (all.includes(`\`${stem}.\${`) || all.includes(`word("${stem}"`) || all.includes(`("${stem}",`));
      })
    );
  };
  expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
});

test("Korean is written in Hangul, English without it", () => {
  const languages = new Set(["language.ko", "language.en"]);
  const mixed = Object.entries(en).filter(([key, message]) => !languages.has(key) && /[가-힣]/.test(message));
  expect(mixed).toEqual([]);
});
