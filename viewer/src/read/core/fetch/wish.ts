import { frameBytes, isPlain } from "../decode/pixels";
import { endsOf, frameKey, type FrameKey, type Manifest } from "../manifest";
import { endOf, headLength, layoutOf, neededOf } from "./level";
import { gaps, type Span, type Spans } from "./spans";

/** One frame up to a level, or whole. */
export interface FrameWish {
  kind: "frame";
  /** What a wish is about: the same through all plans. */
  subject: FrameKey;
  rank: number;
  manifest: Manifest;
  index: number;
  /** Null: every byte. */
  level: number | null;
}

/** All frames of a series at one level; with `after`, only what is beyond that one. */
export interface LevelWish {
  kind: "level";
  subject: string;
  rank: number;
  manifest: Manifest;
  level: number;
  after: number | null;
}

export type Wish = FrameWish | LevelWish;

/** Boundaries of what is fetched of a frame: those of its codestream, or one, of plain octets; null when there is nothing to fetch (yet). */
export function boundsOf(manifest: Manifest, index: number): readonly number[] | null {
  return endsOf(manifest, index) ?? (isPlain(manifest) ? [frameBytes(manifest, index)] : null);
}

export function wholeOf(manifest: Manifest, index: number): number {
  return boundsOf(manifest, index)?.at(-1) ?? 0;
}

export function levelSubject(manifest: Manifest, level: number, after: number | null): string {
  return `${manifest.series}/v${String(manifest.version)}/levels/${String(level)}${after === null ? "" : `/after/${String(after)}`}`;
}

/** The parts of the answer that are still to be asked for, given what is here or on its way of each frame. */
export function partsOf(wish: Wish, here: (key: FrameKey) => Spans): Span[] {
  const { manifest } = wish;
  if (wish.kind === "level") return neededOf(layoutOf(manifest, wish.level, wish.after), (frame) => here(frameKey(manifest, frame)));
  const bounds = boundsOf(manifest, wish.index);
  if (!bounds) return [];
  return gaps(here(wish.subject), 0, wish.level === null ? (bounds.at(-1) ?? 0) : endOf(bounds, wish.level));
}

/** Which bytes of which frames a part will bring. */
export function claimsOf(wish: Wish, [from, to]: Span): Map<FrameKey, Span> {
  if (wish.kind === "frame") return new Map([[wish.subject, [from, to]]]);
  const claims = new Map<FrameKey, Span>();
  for (const { frame, first, count, at } of layoutOf(wish.manifest, wish.level, wish.after).records) {
    const start = Math.max(from, at + headLength);
    const end = Math.min(to, at + headLength + count);
    if (start < end) claims.set(frameKey(wish.manifest, frame), [first + start - at - headLength, first + end - at - headLength]);
  }
  return claims;
}

/** Length of the whole resource a wish is a part of. */
export function lengthOf(wish: Wish): number {
  return wish.kind === "frame" ? wholeOf(wish.manifest, wish.index) : layoutOf(wish.manifest, wish.level, wish.after).length;
}
