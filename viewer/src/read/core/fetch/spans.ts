/** Ranges [from, to) of whole numbers, sorted, apart from each other. */
export type Span = readonly [from: number, to: number];
export type Spans = readonly Span[];

export function add(spans: Spans, from: number, to: number): Spans {
  if (to <= from) return spans;
  const out: Span[] = [];
  let [start, end] = [from, to];
  for (const span of spans) {
    if (span[1] < start || span[0] > end) out.push(span);
    else [start, end] = [Math.min(start, span[0]), Math.max(end, span[1])];
  }
  out.push([start, end]);
  return out.sort((a, b) => a[0] - b[0]);
}

export function union(a: Spans, b: Spans): Spans {
  return b.reduce((all, [from, to]) => add(all, from, to), a);
}

/** What of [from, to) the spans lack. */
export function gaps(spans: Spans, from: number, to: number): Span[] {
  const out: Span[] = [];
  let at = from;
  for (const [start, end] of spans) {
    if (end <= at) continue;
    if (start >= to) break;
    if (start > at) out.push([at, start]);
    at = Math.max(at, end);
  }
  if (at < to) out.push([at, to]);
  return out;
}

/** How far the spans reach from 0 without a gap. */
export function reach(spans: Spans): number {
  const first = spans[0];
  return first?.[0] === 0 ? first[1] : 0;
}

export function total(spans: Spans): number {
  return spans.reduce((sum, [from, to]) => sum + to - from, 0);
}
