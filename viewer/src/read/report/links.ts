import type { ReportLink, Sections } from "../../api";

export type LinkState =
  /** Stands as it was put in, and the measurement still says so. */
  | "bound"
  /** The reader has changed the words or the number. */
  | "edited"
  /** The measurement has another value by now. */
  | "changed"
  /** The measurement was deleted. */
  | "gone";

/** Where the links of a section stand after its text has become another. A sentence that was deleted as a whole has no link any more. */
export function follow(links: readonly ReportLink[], section: keyof Sections, before: string, after: string): readonly ReportLink[] {
  if (before === after || !links.some((link) => link.section === section)) return links;
  const most = Math.min(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first++;
  let same = 0;
  while (same < most - first && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const last = before.length - same;
  const grown = after.length - before.length;
  return links.flatMap((link) => (link.section === section ? moved(link) : [link]));

  function moved(link: ReportLink): ReportLink[] {
    const end = link.start + link.length;
    if (first >= end) return [link];
    if (last <= link.start) return [{ ...link, start: link.start + grown }];
    if (first <= link.start && last >= end) return found(link);
    const start = Math.min(link.start, first);
    const length = (last <= end ? end : last) + grown - start;
    return length > 0 ? [{ ...link, start, length }] : [];
  }

  /** Everything was replaced: the same sentence may stand somewhere in the new text. */
  function found(link: ReportLink): ReportLink[] {
    const start = after.indexOf(link.sentence);
    return start < 0 ? [] : [{ ...link, start, length: link.sentence.length }];
  }
}

/** What a link is worth now; `current` is the sentence that the measurement would give today, null when it is deleted. */
export function stateOf(link: ReportLink, sections: Sections, current: string | null): LinkState {
  if (current === null) return "gone";
  if (textOf(link, sections) !== link.sentence) return "edited";
  return current === link.sentence ? "bound" : "changed";
}

/** What stands at its place. */
export function textOf(link: ReportLink, sections: Sections): string {
  return sections[link.section].slice(link.start, link.start + link.length);
}

/** A sentence at the end of a section, on a line of its own. */
export function append(text: string, sentence: string): { text: string; start: number } {
  const before = text.trim() === "" ? "" : `${text.replace(/\s+$/, "")}\n`;
  return { text: before + sentence, start: before.length };
}

export function sameLinks(a: readonly ReportLink[], b: readonly ReportLink[]): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
