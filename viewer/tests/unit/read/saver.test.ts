import { describe, expect, test, vi } from "vitest";
import { ApiError } from "../../../src/api";
import { Saver } from "../../../src/read/room/saver";

const settle = () => new Promise((done) => setTimeout(done, 20));

function saver(save: (id: string, wish: number) => Promise<number>, remove = vi.fn(() => Promise.resolve())) {
  const saved: [string, number][] = [];
  const troubles: [string, string | null][] = [];
  const signedOut = vi.fn();
  const made = new Saver<number, number>({
    save,
    remove,
    saved: (id, state) => saved.push([id, state]),
    trouble: (id, code) => troubles.push([id, code]),
    signedOut,
    backOff: 5,
  });
  return { made, saved, troubles, signedOut, remove };
}

describe("saving one by one", () => {
  test("what changes while it waits is sent once, in its last form", async () => {
    const save = vi.fn((_: string, wish: number) => Promise.resolve(wish));
    const { made, saved } = saver(save);
    made.wish("a", 1);
    made.wish("b", 1);
    made.wish("b", 2);
    await settle();
    expect(save.mock.calls).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect(saved).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    expect(made.waiting).toBe(0);
  });

  test("a change during its own save is saved next", async () => {
    let free: () => void = () => undefined;
    const save = vi.fn((_: string, wish: number) => new Promise<number>((done) => (free = () => { done(wish); }))); // prettier-ignore
    const { made } = saver(save);
    made.wish("a", 1);
    made.wish("a", 2);
    free();
    await settle();
    free();
    await settle();
    expect(save.mock.calls.map(([, wish]) => wish)).toEqual([1, 2]);
  });

  test("without a line it waits, says so, and is sent again", async () => {
    let broken = true;
    const { made, saved, troubles } = saver((_, wish) => (broken ? Promise.reject(new ApiError(0, "offline")) : Promise.resolve(wish)));
    made.wish("a", 1);
    await Promise.resolve();
    await Promise.resolve();
    expect(troubles).toContainEqual(["a", "offline"]);
    broken = false;
    await new Promise((done) => setTimeout(done, 60));
    expect(saved).toEqual([["a", 1]]);
    expect(troubles.at(-1)).toEqual(["a", null]);
  });

  test("a refusal is told and not repeated; the rest goes on", async () => {
    const save = vi.fn((id: string, wish: number) => (id === "a" ? Promise.reject(new ApiError(409, "signed")) : Promise.resolve(wish)));
    const { made, saved, troubles } = saver(save);
    made.wish("a", 1);
    made.wish("b", 2);
    await settle();
    expect(troubles).toContainEqual(["a", "signed"]);
    expect(saved).toEqual([["b", 2]]);
    expect(save).toHaveBeenCalledTimes(2);
  });

  test("after a sign-out nothing is lost", async () => {
    let out = true;
    const { made, saved, signedOut } = saver((_, wish) => (out ? Promise.reject(new ApiError(401, "notSignedIn")) : Promise.resolve(wish)));
    made.wish("a", 1);
    await settle();
    expect(signedOut).toHaveBeenCalledOnce();
    expect(made.waiting).toBe(1);
    out = false;
    made.retry();
    await settle();
    expect(saved).toEqual([["a", 1]]);
  });

  test("deleting what never arrived is done", async () => {
    const remove = vi.fn(() => Promise.reject(new ApiError(404, "notFound")));
    const { made } = saver((_, wish) => Promise.resolve(wish), remove);
    made.wish("a", null);
    await settle();
    expect(made.waiting).toBe(0);
  });
});
