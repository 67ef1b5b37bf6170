import { expect, test } from "vitest";
import type { Order, OrderState } from "../../src/api";
import { dayOf, inTurn, localInput, matchesOrder } from "../../src/site/orders";

const order = (id: string, state: OrderState, hour: number, name = "홍^길동"): Order => ({
  order: id,
  site: "s1",
  patient: { name, id: `DEMO-${id}`, birthDate: "19700131", sex: "M" },
  accession: `A-${id}`,
  procedure: "Chest",
  question: null,
  referrer: null,
  modality: "CT",
  station: null,
  scheduledAt: `2026-11-22T${String(hour).padStart(2, "0")}:00:00Z`,
  priority: "routine",
  state,
  door: "page",
  enteredAt: "2026-11-22T00:00:00Z",
  startedAt: null,
  endedAt: null,
  study: null,
  arrivedAt: null,
});

test("what is open comes first, the next examination on top; what ended after it, the newest first", () => {
  const all = [order("a", "completed", 1), order("b", "scheduled", 9), order("c", "inProgress", 8), order("d", "cancelled", 3)];
  expect(inTurn(all).map((one) => one.order)).toEqual(["c", "b", "d", "a"]);
});

test("an order is found by the name as people write it, by numbers and by modality", () => {
  const one = order("7", "scheduled", 9);
  for (const query of ["", "홍길동", "demo-7", "a-7 ct"]) expect(matchesOrder(one, "open", query)).toBe(true);
  expect(matchesOrder(one, "open", "mr")).toBe(false);
  expect(matchesOrder(one, "done", "")).toBe(false);
  expect(matchesOrder(order("8", "discontinued", 9), "done", "")).toBe(true);
});

test("dates fit the fields they stand in", () => {
  expect(dayOf("19700131")).toBe("1970-01-31");
  expect(dayOf(null)).toBe("");
  expect(localInput(null, new Date(2026, 10, 22, 9, 40).getTime())).toBe("2026-11-22T10:00");
  expect(localInput(new Date(2026, 10, 22, 14, 5).toISOString())).toBe("2026-11-22T14:05");
});
