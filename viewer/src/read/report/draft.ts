import { signal } from "@preact/signals";
import { ApiError, type Draft, type ReportLink, type Sections } from "../../api";
import { append, follow, sameLinks, textOf } from "./links";

export const emptySections: Sections = { indication: "", comparison: "", findings: "", impression: "" };

export type DraftState =
  | { kind: "untouched" }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  /** No line: the text stays here and is sent again. */
  | { kind: "offline"; since: number }
  | { kind: "signedOut" }
  /** Another text was saved meanwhile: a person decides. */
  | { kind: "conflict"; theirs: Draft }
  | { kind: "refused"; code: string };

export interface DraftKeeperOptions {
  save(version: number, sections: Sections, links: readonly ReportLink[]): Promise<Draft>;
  now?: () => number;
  /** Quiet time after the last key before a save, in ms. */
  quiet?: number;
  /** First wait after a lost line, in ms; doubles up to thirty seconds. */
  backOff?: number;
}

/**
 * Holds the report's text while it is written. The text lives in memory only: never in the browser's storage. One save
 * is in flight at a time; what is typed meanwhile is saved next.
 */
export class DraftKeeper {
  readonly sections = signal<Sections>(emptySections);
  /** Sentences that were made of measurements, wherever typing has moved them. */
  readonly links = signal<readonly ReportLink[]>([]);
  readonly state = signal<DraftState>({ kind: "untouched" });
  #version = 0;
  #saved: Sections = emptySections;
  #savedLinks: readonly ReportLink[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #flight: Promise<void> | null = null;
  #lost = 0;

  constructor(private readonly options: DraftKeeperOptions) {}

  get version(): number {
    return this.#version;
  }

  get dirty(): boolean {
    return !same(this.sections.value, this.#saved) || !sameLinks(this.links.value, this.#savedLinks);
  }

  /** Takes the server's draft, unless the reader has typed something that is not saved yet. */
  adopt(draft: Draft | null): void {
    if (this.dirty || this.#flight || this.state.value.kind === "conflict") return;
    if (draft && draft.version < this.#version) return;
    this.#version = draft?.version ?? 0;
    this.#saved = draft?.sections ?? emptySections;
    this.#savedLinks = draft?.links ?? [];
    this.sections.value = this.#saved;
    this.links.value = this.#savedLinks;
    this.state.value = draft ? { kind: "saved", at: draft.savedAt } : { kind: "untouched" };
  }

  type(section: keyof Sections, text: string): void {
    this.links.value = follow(this.links.value, section, this.sections.value[section], text);
    this.sections.value = { ...this.sections.value, [section]: text };
    this.#touched();
  }

  /** A sentence at the end of a section, bound to its measurement. */
  insert(section: keyof Sections, sentence: string, measurement: string): void {
    const { text, start } = append(this.sections.value[section], sentence);
    this.type(section, text);
    this.links.value = [...this.links.value, { measurement, section, start, length: sentence.length, sentence }];
  }

  /** The sentence as its measurement says it now. */
  renew(link: ReportLink, sentence: string): void {
    if (!this.links.value.includes(link)) return;
    const text = this.sections.value[link.section];
    const others = this.links.value.filter((one) => one !== link);
    const next = text.slice(0, link.start) + sentence + text.slice(link.start + link.length);
    this.links.value = [...follow(others, link.section, text, next), { ...link, length: sentence.length, sentence }];
    this.sections.value = { ...this.sections.value, [link.section]: next };
    this.#touched();
  }

  /** The words stay, the binding goes; or the sentence goes with it. */
  unlink(link: ReportLink, withWords: boolean): void {
    this.links.value = this.links.value.filter((one) => one !== link);
    if (!withWords) {
      this.#touched();
      return;
    }
    const text = this.sections.value[link.section];
    const rest = textOf(link, this.sections.value).length + (text[link.start + link.length] === "\n" ? 1 : 0);
    this.type(link.section, text.slice(0, link.start) + text.slice(link.start + rest));
  }

  #touched(): void {
    const { kind } = this.state.value;
    if (kind === "conflict" || kind === "signedOut") return;
    if (kind !== "offline") this.state.value = { kind: "unsaved" };
    this.#lost = 0;
    this.#later(this.options.quiet ?? 1000);
  }

  /** Saves what is not saved; resolves when nothing is in flight. True when the server has everything. */
  async flush(): Promise<boolean> {
    this.#cancel();
    while (this.#flight) await this.#flight;
    if (this.dirty && this.state.value.kind !== "conflict") await this.#save();
    while (this.#flight) await this.#flight;
    return !this.dirty;
  }

  /** After sign-in, or when the line is back. */
  async retry(): Promise<boolean> {
    if (this.state.value.kind === "signedOut" || this.state.value.kind === "offline") this.state.value = { kind: "unsaved" };
    this.#lost = 0;
    return this.flush();
  }

  /** Ends a conflict: keep one's own text (saved over theirs) or take theirs. */
  async settle(choice: "mine" | "theirs"): Promise<void> {
    const state = this.state.value;
    if (state.kind !== "conflict") return;
    this.#version = state.theirs.version;
    this.#saved = state.theirs.sections;
    this.#savedLinks = state.theirs.links ?? [];
    if (choice === "theirs") {
      this.sections.value = state.theirs.sections;
      this.links.value = this.#savedLinks;
    }
    this.state.value = choice === "theirs" ? { kind: "saved", at: state.theirs.savedAt } : { kind: "unsaved" };
    if (choice === "mine") await this.flush();
  }

  /** After signing: the draft has become a version. */
  clear(): void {
    this.#cancel();
    this.#saved = emptySections;
    this.#savedLinks = [];
    this.#version = 0;
    this.sections.value = emptySections;
    this.links.value = [];
    this.state.value = { kind: "untouched" };
  }

  dispose(): void {
    this.#cancel();
  }

  #later(ms: number): void {
    this.#cancel();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, ms);
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #save(): Promise<void> {
    if (this.#flight) {
      await this.#flight;
      if (this.dirty) this.#later(this.options.quiet ?? 1000);
      return;
    }
    if (!this.dirty) return;
    this.#flight = this.#send(this.sections.value, this.links.value);
    try {
      await this.#flight;
    } finally {
      this.#flight = null;
    }
  }

  async #send(sent: Sections, links: readonly ReportLink[]): Promise<void> {
    if (this.state.value.kind !== "offline") this.state.value = { kind: "saving" };
    try {
      const draft = await this.options.save(this.#version, sent, links);
      this.#version = draft.version;
      this.#saved = sent;
      this.#savedLinks = links;
      this.#lost = 0;
      this.state.value = this.dirty ? { kind: "unsaved" } : { kind: "saved", at: draft.savedAt };
      if (this.dirty && !this.#timer) this.#later(this.options.quiet ?? 1000);
    } catch (error) {
      this.#stumble(error);
    }
  }

  #stumble(error: unknown): void {
    const fault = error instanceof ApiError ? error : new ApiError(0, "offline");
    const theirs = fault.problem["draft"];
    if (fault.status === 401) this.state.value = { kind: "signedOut" };
    else if (fault.status === 412 && isDraft(theirs)) this.state.value = { kind: "conflict", theirs };
    else if (fault.status === 0 || fault.status >= 500) {
      const before = this.state.value;
      this.state.value = before.kind === "offline" ? before : { kind: "offline", since: (this.options.now ?? Date.now)() };
      this.#later(Math.min(30_000, (this.options.backOff ?? 2000) * 2 ** this.#lost++));
    } else this.state.value = { kind: "refused", code: fault.code };
  }
}

function isDraft(value: unknown): value is Draft {
  return typeof value === "object" && value !== null && "version" in value && "sections" in value;
}

export function same(a: Sections, b: Sections): boolean {
  return a.indication === b.indication && a.comparison === b.comparison && a.findings === b.findings && a.impression === b.impression;
}
