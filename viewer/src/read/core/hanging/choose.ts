import type { Protocol } from "./protocol";

/** What is known of a study before any image is here. */
export interface StudyFacts {
  modality: string;
  bodyPart: string | null;
  /** Its description and those of its series. */
  descriptions: readonly (string | null)[];
}

const plain = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** Whole words in Latin letters; Hangul anywhere, since Korean writes particles and compounds without a space. */
export function hasWord(text: string, word: string): boolean {
  const [lower, wanted] = [text.toLowerCase(), word.toLowerCase()];
  if (/[가-힣]/.test(wanted)) return lower.includes(wanted);
  const safe = wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![a-z0-9])${safe}(?![a-z0-9])`).test(lower);
}

/** 0: does not fit. 1: by modality alone or by nothing; more for words, more still for the body part, most for both. */
export function fitOf(study: StudyFacts, { match }: Protocol): number {
  if (match.modality && !match.modality.includes(study.modality)) return 0;
  const part = study.bodyPart !== null && (match.bodyPart ?? []).some((one) => plain(one) === plain(study.bodyPart ?? ""));
  const text = study.descriptions.filter((one) => one !== null).join(" ; ");
  const word = (match.words ?? []).some((one) => hasWord(text, one));
  if ((match.bodyPart || match.words) && !part && !word) return 0;
  return (part ? 8 : 0) + (word ? 4 : 0) + (match.modality ? 2 : 0) + 1;
}

/** The most specific protocol that fits; of equal fit a reader's own, then the site's, then ours, each in the order of its file. */
export function choose(study: StudyFacts, ...files: (readonly Protocol[])[]): Protocol | null {
  let best: { protocol: Protocol; fit: number } | null = null;
  for (const protocol of files.flat()) {
    const fit = fitOf(study, protocol);
    if (fit > (best?.fit ?? 0)) best = { protocol, fit };
  }
  return best?.protocol ?? null;
}
