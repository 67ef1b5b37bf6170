import { faultsOf, protocolOf, type Fault, type Protocol } from "../read/core/hanging";
import { freeId } from "./ids";

export type Taken = { protocols: Protocol[] } | { faults: Fault[] };

const unreadable: Fault = { at: "", code: "notJson", value: "" };

/** One protocol from text; its faults where it is none. */
export function protocolFromText(text: string): { protocol: Protocol } | { faults: Fault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { faults: [unreadable] };
  }
  const faults = faultsOf(value);
  const protocol = faults.length === 0 ? protocolOf(value) : null;
  return protocol ? { protocol } : { faults };
}

/** A file of one protocol or of a list; all of it or nothing. An id that is taken gets a number. */
export function takeIn(text: string, taken: readonly string[]): Taken {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { faults: [unreadable] };
  }
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const faults = all.flatMap((one, i) =>
    faultsOf(one).map((fault) => ({ ...fault, at: [Array.isArray(value) ? String(i + 1) : "", fault.at].filter(Boolean).join(": ") })),
  );
  if (faults.length > 0) return { faults };
  const ids = [...taken];
  const protocols = all.map(protocolOf).flatMap((one) => {
    if (!one) return [];
    const id = freeId(one.id, ids);
    ids.push(id);
    return [{ ...one, id }];
  });
  return { protocols };
}

export function download(name: string, value: unknown): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" }));
  link.download = `${name.replace(/[^\p{L}\p{N}_.-]+/gu, "-")}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
