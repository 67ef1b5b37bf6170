import { endsOf, type Manifest } from "../manifest";
import { faultOf } from "./faults";
import type { Body, Request } from "./scheduler";
import { lengthOf } from "./wish";

const stream = "image/jphc; transfer-syntax=1.2.840.10008.1.2.4.202";

/** Asks for a part of a resource; a whole one is asked for without a range, so that every cache knows it. */
export async function open(url: string, request: Request, signal: AbortSignal): Promise<Body> {
  const { wish, from, to, tag } = request;
  const headers: Record<string, string> = {
    Accept: wish.kind === "level" ? "application/vnd.pandok.frames" : acceptOf(wish.manifest, wish.index),
  };
  if (from > 0 || to < lengthOf(wish)) {
    headers["Range"] = `bytes=${String(from)}-${String(to - 1)}`;
    if (tag !== null && !tag.startsWith("W/")) headers["If-Range"] = tag;
  }
  const response = await fetch(url, { signal, headers, credentials: "same-origin" });
  if (!response.ok || !response.body) throw faultOf(response.status);
  const reader = response.body.getReader();
  return {
    ...placeOf(response),
    tag: response.headers.get("ETag"),
    read: async () => (await reader.read()).value ?? null,
    cancel: () => {
      void reader.cancel().catch(() => undefined);
    },
  };
}

/** What a frame is asked for as: its stream, or plain octets. */
export function acceptOf(manifest: Manifest, index: number): string {
  return endsOf(manifest, index) ? stream : "application/octet-stream";
}

function placeOf(response: Response): { first: number; total: number | null } {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get("Content-Range") ?? "");
  if (response.status === 206 && range) return { first: Number(range[1]), total: range[2] === "*" ? null : Number(range[2]) };
  const length = response.headers.has("Content-Encoding") ? null : response.headers.get("Content-Length");
  return { first: 0, total: length === null ? null : Number(length) };
}
