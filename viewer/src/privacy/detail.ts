/** A row's detail is a small JSON object; it is shown as "name: value" pairs, anything else as it is. */
export function detailText(detail: string | null): string {
  if (detail === null) return "";
  try {
    const value: unknown = JSON.parse(detail);
    if (typeof value !== "object" || value === null) return detail;
    return Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([name, one]) => `${name}: ${typeof one === "string" ? one : JSON.stringify(one)}`)
      .join(" · ");
  } catch {
    return detail;
  }
}
