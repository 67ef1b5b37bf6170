import { expect, test } from "vitest";
import { codeOf } from "../../src/api";

test("the server's own code wins over the status", () => {
  expect(codeOf(409, { code: "claimedByOther" })).toBe("claimedByOther");
});

test("a status without a body still has a word", () => {
  expect([401, 403, 404, 503, 418].map((status) => codeOf(status, null))).toEqual([
    "notSignedIn",
    "forbidden",
    "notFound",
    "server",
    "unknown",
  ]);
});
