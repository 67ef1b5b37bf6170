import { expect, test } from "vitest";
import type { WorklistItem } from "../../src/api";
import { urgencyOf } from "../../src/shared/ui/Urgency";
import { age, bodyPart } from "../../src/shared/words";
import { language } from "../../src/shared/i18n";
import { inOrder, keepCursor, matches } from "../../src/worklist/order";

const item = (study: string, more: Partial<WorklistItem> = {}): WorklistItem => ({
  study,
  emergency: false,
  state: "unread",
  stuck: null,
  modality: "CT",
  bodyPart: "CHEST",
  description: null,
  specialty: "chest",
  series: 1,
  instances: 60,
  held: 0,
  complete: true,
  question: null,
  site: { id: "s1", name: "Demo site" },
  pseudonym: "P-1",
  sex: null,
  age: null,
  receivedAt: "2026-11-22T00:00:00Z",
  waitingSince: "2026-11-22T00:00:00Z",
  dueAt: null,
  claim: null,
  analysis: "noModel",
  reportState: "none",
  ...more,
});
const ids = (items: readonly WorklistItem[]): string[] => items.map((one) => one.study);

test("emergencies stand first, then the oldest", () => {
  const items = [
    item("new", { waitingSince: "2026-11-22T03:00:00Z" }),
    item("old", { waitingSince: "2026-11-22T01:00:00Z" }),
    item("emergency", { emergency: true, waitingSince: "2026-11-22T04:00:00Z" }),
  ];
  expect(ids(inOrder(items, "unread"))).toEqual(["emergency", "old", "new"]);
});

test("the list of what is done keeps the server's order, newest first", () => {
  const items = [item("new", { waitingSince: "2026-11-22T03:00:00Z" }), item("old", { emergency: true })];
  expect(ids(inOrder(items, "done"))).toEqual(["new", "old"]);
});

test("the cursor stays on its study when others come and go above it", () => {
  expect(keepCursor(["a", "b", "c"], ["x", "b", "c"], "b")).toBe("b");
});

test("the cursor of a study that left moves to the one below, else above", () => {
  expect(keepCursor(["a", "b", "c"], ["x", "a", "c"], "b")).toBe("c");
  expect(keepCursor(["a", "b", "c"], ["a", "b"], "c")).toBe("b");
  expect(keepCursor(["a"], [], "a")).toBeNull();
  expect(keepCursor([], ["a", "b"], null)).toBe("a");
});

test("a search finds every word, in either language of the body part", () => {
  language.value = "ko";
  const one = item("a", { question: "기침 3주", site: { id: "s", name: "Demo Island" } });
  expect(matches(one, "ct 흉부 기침")).toBe(true);
  expect(matches(one, "chest island")).toBe(true);
  expect(matches(one, "chest 두통")).toBe(false);
});

test("urgency: emergency, then over, then soon, then routine", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  expect(urgencyOf(true, null, now)).toBe("emergency");
  expect(urgencyOf(false, "2026-11-22T11:59:00Z", now)).toBe("over");
  expect(urgencyOf(false, "2026-11-22T12:09:00Z", now)).toBe("soon");
  expect(urgencyOf(false, "2026-11-22T13:00:00Z", now)).toBe("routine");
  expect(urgencyOf(false, null, now)).toBe("routine");
});

test("ages and body parts read naturally in both languages", () => {
  language.value = "en";
  expect([age("043Y"), age("006M"), age(null), age("odd"), bodyPart("CHEST"), bodyPart("LEFT ARM")]).toEqual([
    "43 y",
    "6 mo",
    "",
    "odd",
    "Chest",
    "Left arm",
  ]);
  language.value = "ko";
  expect([age("043Y"), bodyPart("CHEST")]).toEqual(["43세", "흉부"]);
});
