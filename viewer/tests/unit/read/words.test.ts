import { expect, test } from "vitest";
import { actions } from "../../../src/read/core/keys";
import en from "../../../src/read/i18n/en.json";
import ko from "../../../src/read/i18n/ko.json";

const slots = (message: string): string[] => (message.match(/\{\w+\}/g) ?? []).sort();

test("both languages have the same words with the same slots", () => {
  expect(Object.keys(ko)).toEqual(Object.keys(en));
  for (const [key, message] of Object.entries(en)) expect([key, slots(ko[key as keyof typeof ko])]).toEqual([key, slots(message)]);
});

test("every row of the key map has words", () => {
  for (const row of actions) expect(en).toHaveProperty([row.words]);
});
