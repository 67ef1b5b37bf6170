import { ours, type Protocol } from "../read/core/hanging";

const shared = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean => a?.some((one) => b?.includes(one)) ?? false;

/** One of ours that asks for the same body part and for words besides: where both fit it is more specific, and wins. */
export function stronger({ match }: Protocol): Protocol | null {
  if (match.words) return null;
  return (
    ours.find((one) => one.match.words && shared(match.modality, one.match.modality) && shared(match.bodyPart, one.match.bodyPart)) ?? null
  );
}
