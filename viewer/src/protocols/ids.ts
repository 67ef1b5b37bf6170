/** The id of what should be a protocol; "" where it has none. */
export function idOf(item: unknown): string {
  return typeof item === "object" && item !== null && "id" in item && typeof item.id === "string" ? item.id : "";
}

/** `wanted`, or with a number behind it where that is taken. */
export function freeId(wanted: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${String(n)}`;
    if (!taken.includes(id)) return id;
  }
}
