import { signal } from "@preact/signals";
import { api, ApiError, type ReadingSettings } from "../../api";

export const usualSettings: ReadingSettings = { singleLetters: true, keys: {}, layouts: {}, protocols: [], secondScreen: false };
const quiet = 600;

/** How this reader likes the room: kept on the server, so that it is the same at every screen. */
export class Settings {
  readonly #value = signal<ReadingSettings>(usualSettings);
  /** Why the last change is not kept; null when it is. */
  readonly problem = signal<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  get value(): ReadingSettings {
    return this.#value.value;
  }

  /** What the server says, unless something was changed here meanwhile. */
  adopt(settings: ReadingSettings | undefined): void {
    if (settings && this.#timer === null) this.#value.value = settings;
  }

  change(step: (settings: ReadingSettings) => ReadingSettings): void {
    this.#value.value = step(this.#value.peek());
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#keep();
    }, quiet);
  }

  dispose(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    void this.#keep();
  }

  async #keep(): Promise<void> {
    try {
      // Protocols are written on a page of their own, perhaps after this room was opened.
      const { protocols } = await api.reading();
      await api.keepReading({ ...this.#value.peek(), protocols });
      this.problem.value = null;
    } catch (error) {
      this.problem.value = error instanceof ApiError ? error.code : "unknown";
    }
  }
}
