import { afterEach, expect, test, vi } from "vitest";
import { api, ApiError, codeOf, whenSignedOut } from "../../src/api";
import { parseStudy } from "../../src/api/events";
import { errorText } from "../../src/shared/errors";
import { language } from "../../src/shared/i18n";
import { safeNext } from "../../src/shared/route";

afterEach(() => {
  vi.unstubAllGlobals();
});

const answer = (status: number, body: string) => {
  const sent: [string, RequestInit][] = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    sent.push([path, init]);
    return Promise.resolve(new Response(status === 204 ? null : body, { status }));
  });
  return sent;
};
const failure = async (work: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error("expected an ApiError");
  return error;
};

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

test("unsafe methods carry the anti-forgery header, safe ones do not", async () => {
  const sent = answer(204, "");
  await api.release("2.25.1");
  await api.me();
  expect(sent.map(([, init]) => (init.headers as Record<string, string>)["X-Pandok"])).toEqual(["1", undefined]);
});

test("a draft names the version it was made from", async () => {
  const sent = answer(200, "{}");
  await api.saveDraft("2.25.1", 3, { indication: "", comparison: "", findings: "", impression: "" }, []);
  expect(sent[0]?.[0]).toBe("/api/studies/2.25.1/report/draft");
  expect(new Headers(sent[0]?.[1].headers).get("If-Match")).toBe('"3"');
});

test("a problem keeps its extensions", async () => {
  answer(409, JSON.stringify({ title: "x", code: "claimedByOther", claim: { mine: false } }));
  const error = await failure(api.claim("2.25.1"));
  expect([error.status, error.code, error.problem["claim"]]).toEqual([409, "claimedByOther", { mine: false }]);
});

test("no line is an error of its own", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  expect((await failure(api.me())).code).toBe("offline");
});

test("a wrong password does not end a session, a missing one does", async () => {
  const ended = vi.fn();
  whenSignedOut(ended);
  answer(401, JSON.stringify({ code: "badCredentials" }));
  await failure(api.signIn("a", "b"));
  expect(ended).not.toHaveBeenCalled();
  answer(401, "");
  await failure(api.me());
  expect(ended).toHaveBeenCalledOnce();
});

test("an error is told in words; one without words names its code", () => {
  language.value = "en";
  expect(errorText(new ApiError(423, "lockedOut"))).toContain("Locked");
  expect(errorText(new ApiError(400, "somethingNew"))).toContain("somethingNew");
});

test("after the sign-in only a path of this site is gone on to", () => {
  expect(["/read/2.25.1", "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", null].map(safeNext)).toEqual([
    "/read/2.25.1",
    null,
    null,
    null,
    null,
  ]);
});

test("an event that is not understood is left out", () => {
  expect(['{"study":"2.25.1"}', "{}", "not json"].map(parseStudy)).toEqual(["2.25.1", null, null]);
});
