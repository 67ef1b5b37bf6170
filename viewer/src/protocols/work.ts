import { faultsOf, protocolOf, type Fault, type Protocol } from "../read/core/hanging";
import { draftOf, emptyDraft, nameFaults, protocolFrom, type Draft } from "./draft";
import { protocolFromText } from "./transfer";

/** What is being written: as a form, or as text where `text` is not null. */
export interface Work {
  draft: Draft;
  text: string | null;
}

export const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** What is no protocol is shown as text: a form would lose what it does not know. */
export function workOf(value: unknown): Work {
  const protocol = protocolOf(value);
  return protocol ? { draft: draftOf(protocol), text: null } : { draft: draftOf({ id: "", match: {} }), text: pretty(value) };
}

export const emptyWork = (): Work => ({ draft: emptyDraft(), text: null });

export function protocolOfWork({ draft, text }: Work): Protocol | null {
  if (text === null) return protocolFrom(draft);
  const read = protocolFromText(text);
  return "protocol" in read ? read.protocol : null;
}

/** None: it may be saved. */
export function faultsOfWork(work: Work, taken: readonly string[]): Fault[] {
  const read = work.text === null ? { protocol: protocolFrom(work.draft) } : protocolFromText(work.text);
  if ("faults" in read) return read.faults;
  const { protocol } = read;
  const twice: Fault[] = taken.includes(protocol.id) ? [{ at: "id", code: "taken", value: protocol.id }] : [];
  const names = work.text === null ? nameFaults(work.draft) : [];
  // A role without a name has said so already.
  const rest = faultsOf(protocol).filter(({ at, code }) => !(at === "series." && code === "missing"));
  return [...twice, ...names, ...rest];
}
