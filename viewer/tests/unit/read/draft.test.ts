import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError, type Draft, type Sections } from "../../../src/api";
import { DraftKeeper } from "../../../src/read/report/draft";

const sections = (findings: string): Sections => ({ indication: "", comparison: "", findings, impression: "" });
const draft = (version: number, findings: string): Draft => ({
  version,
  sections: sections(findings),
  links: [],
  savedAt: "2026-11-22T01:02:03.456Z",
  savedBy: "Reader Two",
});

let saves: { version: number; text: string }[];
let answers: (Draft | Error)[];
const keeper = (): DraftKeeper =>
  new DraftKeeper({
    now: () => 42,
    save: (version, sent) => {
      saves.push({ version, text: sent.findings });
      const answer = answers.shift() ?? draft(version + 1, sent.findings);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });

beforeEach(() => {
  vi.useFakeTimers();
  saves = [];
  answers = [];
});
afterEach(() => {
  vi.useRealTimers();
});
const tick = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("it saves one second after typing stops, with the draft's version", async () => {
  const one = keeper();
  one.type("findings", "a");
  await tick(900);
  one.type("findings", "ab");
  await tick(999);
  expect(saves).toEqual([]);
  expect(one.state.value.kind).toBe("unsaved");
  await tick(1);
  expect(saves).toEqual([{ version: 0, text: "ab" }]);
  expect(one.state.value.kind).toBe("saved");
  one.type("findings", "abc");
  await tick(1000);
  expect(saves[1]).toEqual({ version: 1, text: "abc" });
});

test("without a line the text stays and is sent again", async () => {
  const one = keeper();
  answers = [new ApiError(0, "offline"), new ApiError(503, "server")];
  one.type("findings", "a");
  await tick(1000);
  expect(one.state.value).toEqual({ kind: "offline", since: 42 });
  await tick(2000 + 4000);
  expect(saves).toHaveLength(3);
  expect(one.state.value.kind).toBe("saved");
});

test("a stale draft shows both texts and saves nothing until a person chooses", async () => {
  const one = keeper();
  answers = [new ApiError(412, "staleDraft", { draft: draft(7, "theirs") })];
  one.type("findings", "mine");
  await tick(1000);
  expect(one.state.value).toMatchObject({ kind: "conflict", theirs: { version: 7 } });
  one.type("findings", "mine too");
  await tick(60_000);
  expect(saves).toHaveLength(1);
  await one.settle("mine");
  expect(saves[1]).toEqual({ version: 7, text: "mine too" });
  expect(one.state.value.kind).toBe("saved");
});

test("taking the other text takes its version too", async () => {
  const one = keeper();
  answers = [new ApiError(412, "staleDraft", { draft: draft(7, "theirs") })];
  one.type("findings", "mine");
  await tick(1000);
  await one.settle("theirs");
  expect([one.sections.value.findings, one.version, one.dirty]).toEqual(["theirs", 7, false]);
});

test("an expired session keeps the text and waits for the sign-in", async () => {
  const one = keeper();
  answers = [new ApiError(401, "notSignedIn")];
  one.type("findings", "a");
  await tick(1000);
  one.type("findings", "ab");
  await tick(60_000);
  expect(saves).toHaveLength(1);
  expect(await one.retry()).toBe(true);
  expect(saves[1]).toEqual({ version: 0, text: "ab" });
});

test("what comes from the server never replaces what is being typed", () => {
  const one = keeper();
  one.adopt(draft(3, "server"));
  expect(one.sections.value.findings).toBe("server");
  one.type("findings", "typing");
  one.adopt(draft(4, "newer"));
  expect(one.sections.value.findings).toBe("typing");
});

test("signing first saves what is not saved", async () => {
  const one = keeper();
  one.type("findings", "last words");
  expect(await one.flush()).toBe(true);
  expect(saves).toEqual([{ version: 0, text: "last words" }]);
});

test("a refusal says so and tries no more by itself", async () => {
  const one = keeper();
  answers = [new ApiError(409, "notClaimed")];
  one.type("findings", "a");
  await tick(60_000);
  expect(saves).toHaveLength(1);
  expect(one.state.value).toEqual({ kind: "refused", code: "notClaimed" });
});
