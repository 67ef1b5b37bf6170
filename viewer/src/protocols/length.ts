/** The most that the server keeps of a reader or of a site, in characters of JSON. */
export const longest = 64_000;

/** As the server counts: a character outside the basic plane is written as two escapes. */
export const lengthOf = (value: unknown): number => JSON.stringify(value).replace(/[\ud800-\udfff]/g, "\\u0000").length;

/** Known before it is sent, so that it can be said in figures. */
export class TooLong extends Error {
  constructor(readonly length: number) {
    super(`${String(length)} of ${String(longest)} characters`);
  }
}

export function checkLength(value: unknown): void {
  const length = lengthOf(value);
  if (length > longest) throw new TooLong(length);
}
