import { decodedBytes } from "./decode/pixels";
import { endOf } from "./fetch/level";
import { nearestFirst } from "./fetch/nearest";
import { reach, type Spans } from "./fetch/spans";
import { boundsOf, levelSubject, type Wish } from "./fetch/wish";
import { endsOf, frameCount, frameKey, isPending, type FrameKey, type Manifest } from "./manifest";

/** Where the reader is, and what else hangs. */
export interface Standing {
  series: string;
  index: number;
  direction: 1 | -1;
  /** The other series of the study, each with the frame that stands for it. */
  others: readonly { series: string; index: number }[];
}

/** What is here. */
export interface Have {
  /** Decoded whole, or not to be had. */
  settled(key: FrameKey): boolean;
  /** Compressed bytes that are here. */
  spans(key: FrameKey): Spans;
  /** The level of its preview; -1 for none. */
  level?(key: FrameKey): number;
}

export interface Link {
  /** Bytes a millisecond; null before anything was measured. */
  rate: number | null;
  /** The reader pays by the byte: nothing beyond the series on screen. */
  saveData: boolean;
  /** Room for decoded frames, in bytes. */
  memory: number;
  /** On a phone the rest of the series comes to this level only, a volume of 256²; whole are the slices around the reader. Null: all whole. */
  restSide?: number | null;
  /** The coarse level already begun, by series: it is not changed under way. */
  begun: ReadonlyMap<string, number>;
}

export const ranks = { onScreen: 1, coarse: 2, neighbours: 3, rest: 4, others: 5, next: 6 } as const;
const coarsePatience = 1500;
const neighbours = 12;

/** The level of the volume that a phone keeps: the highest whose sides are at most so long; null where frames are no larger. */
export function restLevel(manifest: Manifest, side: number | null | undefined): number | null {
  const levels = manifest.levels;
  if (side === null || side === undefined || !levels || frameCount(manifest) <= neighbours * 2) return null;
  const level = levels.findLastIndex((size) => Math.max(...size) <= side);
  return level < 0 || level === levels.length - 1 ? null : level;
}
const leastLevel = 2;
/** A pack for fewer frames is not worth a request of its own: each frame passes through its levels anyway. */
const fewFrames = 4;

/** What to fetch, best first. */
export function plan(standing: Standing, manifests: ReadonlyMap<string, Manifest>, have: Have, link: Link): Wish[] {
  const wishes = new Map<string, Wish>();
  let room = link.memory;
  const wish = (one: Wish): void => {
    if (!wishes.has(one.subject)) wishes.set(one.subject, one);
  };
  const frame = (manifest: Manifest, index: number, rank: number, level: number | null): void => {
    const subject = frameKey(manifest, index);
    const known = wishes.get(subject);
    const bounds = boundsOf(manifest, index);
    if (!bounds || have.settled(subject)) return;
    // Its stream is still being made: octets, three times as many, only for what the reader looks at.
    if (rank > ranks.neighbours && isPending(manifest, index)) return;
    if (level !== null && (reach(have.spans(subject)) >= endOf(bounds, level) || (have.level?.(subject) ?? -1) >= level)) return;
    if (!known) wish({ kind: "frame", subject, rank, manifest, index, level });
    // Wished for a beginning first, and now as a whole: the beginning is part of it, and the place in the line stays.
    else if (known.kind === "frame" && known.level !== null && level === null && !wishes.has(`${subject}/whole`))
      wishes.set(`${subject}/whole`, { ...known, rank, level: null });
  };
  const pack = (manifest: Manifest, level: number, after: number | null, rank: number): void => {
    if (isHere(manifest, level, have)) return;
    wish({ kind: "level", subject: levelSubject(manifest, level, after), rank, manifest, level, after });
  };
  const fill = (manifest: Manifest, index: number, direction: 1 | -1, rank: number, most = Infinity): void => {
    for (const i of nearestFirst(index, frameCount(manifest), direction, Math.min(most, fitting(manifest, room))))
      frame(manifest, i, rank, null);
  };

  const current = manifests.get(standing.series);
  const coarse = current ? coarseLevel(current, link) : null;
  if (current) {
    frame(current, standing.index, ranks.onScreen, null);
    if (coarse !== null) pack(current, coarse, null, ranks.coarse);
  }
  for (const other of standing.others) {
    const manifest = manifests.get(other.series);
    if (manifest) frame(manifest, other.index, ranks.coarse, leastLevel);
  }
  if (current) {
    fill(current, standing.index, standing.direction, ranks.neighbours, neighbours);
    const kept = current.coarse?.level ?? 0;
    if (coarse !== null && coarse < kept) pack(current, kept, coarse, ranks.neighbours);
    const rest = restLevel(current, link.restSide);
    if (rest === null) fill(current, standing.index, standing.direction, ranks.rest);
    else
      for (const i of nearestFirst(standing.index, frameCount(current), standing.direction, Infinity)) frame(current, i, ranks.rest, rest);
    room -= Math.min(frameCount(current), fitting(current, room)) * decodedBytes(current);
  }
  // Until one knows what the series on screen needs, the line stays free for it.
  if (link.saveData || !current) return [...wishes.values()];
  for (const other of standing.others) {
    const manifest = manifests.get(other.series);
    const level = manifest ? coarseLevel(manifest, link) : null;
    if (manifest && level !== null) pack(manifest, level, null, ranks.others);
  }
  for (const other of standing.others) {
    const manifest = manifests.get(other.series);
    if (!manifest || restLevel(manifest, link.restSide) !== null) continue;
    fill(manifest, other.index, 1, ranks.others);
    room -= Math.min(frameCount(manifest), fitting(manifest, room)) * decodedBytes(manifest);
  }
  return [...wishes.values()];
}

function fitting(manifest: Manifest, room: number): number {
  return Math.max(1, Math.floor(room / Math.max(1, decodedBytes(manifest))));
}

/**
 * The level all slices are brought to first: the highest whose bytes take at most 1.5 s at the measured rate, never below
 * the third (64² of 512²), never beyond what the server keeps in one piece; null where a pack makes no sense.
 */
export function coarseLevel(manifest: Manifest, link: Pick<Link, "rate" | "begun">): number | null {
  const top = (manifest.levels?.length ?? 0) - 1;
  const most = Math.min(manifest.coarse?.level ?? leastLevel, top - 1);
  if (frameCount(manifest) < fewFrames || most < 1) return null;
  const begun = link.begun.get(manifest.series);
  if (begun !== undefined) return Math.min(begun, most);
  let level = Math.min(leastLevel, most);
  while (link.rate !== null && level < most && packBytes(manifest, level + 1) / link.rate <= coarsePatience) level++;
  return level;
}

export function packBytes(manifest: Manifest, level: number): number {
  let bytes = 0;
  for (let i = 0; i < frameCount(manifest); i++) {
    const ends = endsOf(manifest, i);
    if (ends) bytes += endOf(ends, level);
  }
  return bytes;
}

function isHere(manifest: Manifest, level: number, have: Have): boolean {
  for (let i = 0; i < frameCount(manifest); i++) {
    const ends = endsOf(manifest, i);
    const key = frameKey(manifest, i);
    if (ends && !have.settled(key) && (have.level?.(key) ?? -1) < level && reach(have.spans(key)) < endOf(ends, level)) return false;
  }
  return true;
}
