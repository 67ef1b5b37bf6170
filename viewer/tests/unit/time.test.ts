import { beforeEach, expect, test } from "vitest";
import { language } from "../../src/shared/i18n";
import { ago, clock, dateTime, duration, exactTime, shortTime, zone } from "../../src/shared/time";

beforeEach(() => {
  language.value = "en";
  zone.value = "Asia/Seoul";
});

test("the clock runs in mm:ss under an hour, then in hours and minutes", () => {
  expect([0, 59_000, 60_000, 3_599_000, 3_600_000, 5_460_000].map(clock)).toEqual(["00:00", "00:59", "01:00", "59:59", "1 h 00", "1 h 31"]);
});

test("a clock of a moment to come stands still at zero", () => {
  expect(clock(-5000)).toBe("00:00");
});

test("times are in the user's zone, whatever the browser's", () => {
  expect(dateTime("2026-11-22T15:02:03.456Z")).toBe("2026-11-23 00:02");
  zone.value = "Europe/Lisbon";
  expect(dateTime("2026-11-22T15:02:03.456Z")).toBe("2026-11-22 15:02");
});

test("the exact time names its zone", () => {
  expect(exactTime("2026-11-22T15:02:03.456Z")).toMatch(/GMT\+9|KST/);
});

test("a zone nobody knows falls back instead of failing", () => {
  zone.value = "Nowhere/Land";
  expect(dateTime("2026-11-22T15:02:03Z")).toMatch(/^2026-11-2\d \d\d:\d\d$/);
});

test("today has only its time, another day its date too", () => {
  const noon = Date.parse("2026-11-22T03:00:00Z");
  expect(shortTime("2026-11-22T01:30:00Z", noon)).toBe("10:30");
  expect(shortTime("2026-11-21T01:30:00Z", noon)).toBe("11-21 10:30");
});

test("an age grows from words to minutes, hours and a date", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  expect(["2026-11-22T11:59:30Z", "2026-11-22T11:48:00Z", "2026-11-22T09:00:00Z"].map((at) => ago(at, now))).toEqual([
    "just now",
    "12 min",
    "3 h",
  ]);
  expect(ago("2026-11-01T09:00:00Z", now)).toBe("1 Nov");
});

test("lengths of time read in hours and minutes", () => {
  expect([0, 48, 60, 83].map((minutes) => duration(minutes))).toEqual(["< 1 min", "48 min", "1 h", "1 h 23 min"]);
});
