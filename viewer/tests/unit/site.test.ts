import { expect, test } from "vitest";
import type { SiteStudy, TimelineEvent } from "../../src/api";
import { inOrder, patientName, stageOf, stepsOf } from "../../src/site/steps";

const at = (minute: number): string => `2026-11-22T10:${String(minute).padStart(2, "0")}:00Z`;
const event = (kind: TimelineEvent["kind"], minute: number): TimelineEvent => ({ at: at(minute), kind, text: {} });
const study = (name: string, more: Partial<SiteStudy> = {}): SiteStudy => ({
  study: name,
  patient: { name: "DEMO^PATIENT", id: "DEMO-1", birthDate: null, sex: null },
  identity: "known",
  held: 0,
  accession: null,
  modality: "CT",
  bodyPart: "CHEST",
  specialty: "chest",
  description: null,
  studyDate: null,
  instances: 60,
  emergency: false,
  state: "unread",
  stuck: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  reportReady: false,
  timeline: [],
  ...more,
});
const states = (one: SiteStudy): string =>
  stepsOf(one)
    .map((step) => step.state[0])
    .join("");

test("the six steps follow the study", () => {
  const received = [event("received", 0)];
  const settled = [...received, event("settled", 2)];
  const claimed = [...settled, event("claimed", 5)];
  const reported = [...claimed, event("reported", 20), event("delivered", 21)];
  expect(states(study("a", { timeline: received }))).toBe("dntttt");
  expect(states(study("a", { timeline: settled }))).toBe("dddntt");
  expect(states(study("a", { timeline: reported, state: "reported", reportReady: true }))).toBe("dddddn");
  expect(states(study("a", { timeline: reported, state: "delivered", reportReady: true, acknowledgedAt: at(30) }))).toBe("dddddd");
});

test("reading has a time only while somebody holds the study", () => {
  const claimed = [event("received", 0), event("settled", 2), event("claimed", 5)];
  expect(stepsOf(study("a", { timeline: claimed }))[3]?.at).toBe(at(5));
  expect(stepsOf(study("a", { timeline: [...claimed, event("released", 7)] }))[3]?.at).toBeNull();
});

test("an addendum asks to be received again", () => {
  const again = study("a", {
    reportReady: true,
    state: "reported",
    acknowledgedAt: at(30),
    timeline: [event("reported", 20), event("addendum", 40)],
  });
  expect(stageOf(again)).toBe("ready");
  expect(stepsOf(again)[5]?.state).toBe("now");
});

test("answers stand first, then open emergencies, then open, then received", () => {
  const list = [
    study("received", { reportReady: true, state: "delivered", acknowledgedAt: at(1) }),
    study("open"),
    study("emergency", { emergency: true }),
    study("ready", { reportReady: true, state: "reported" }),
  ];
  expect(inOrder(list).map((one) => one.study)).toEqual(["ready", "emergency", "open", "received"]);
});

test("a patient's name is read in Hangul where it has it", () => {
  expect([patientName("Hong^Gildong=洪^吉洞=홍^길동"), patientName("홍^길동"), patientName("DEMO^PATIENT")]).toEqual([
    "홍길동",
    "홍길동",
    "DEMO PATIENT",
  ]);
});
