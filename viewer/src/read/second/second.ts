import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { language } from "../../shared/i18n";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { bindKeys } from "../ui/keyboard";
import { secondView } from "./SecondView";
import { forget, frameOf, lastSeen, mirrorStyles, openWindow } from "./window";

/** Everything beside the first image hangs in a second window: the same room, drawn into another page. */
export class SecondScreen {
  readonly isOpen = signal(false);
  #window: Window | null = null;
  #release: () => void = () => undefined;

  constructor(private readonly room: ReadingRoom) {}

  /** A second window that an earlier case left open is taken up; a reader who likes two screens gets the second, where the browser lets it. */
  begin(): () => void {
    const end = effect(() => {
      if (!this.room.opening.value || this.room.isPhone) return;
      queueMicrotask(() => {
        end();
      });
      const seen = lastSeen();
      if (seen === "open" || (seen === null && this.room.settings.value.secondScreen)) void this.#open();
    });
    const leave = (): void => {
      this.#let();
    };
    addEventListener("pagehide", leave);
    return () => {
      end();
      removeEventListener("pagehide", leave);
      this.#let();
    };
  }

  /** By a press. It is remembered with the account. */
  toggle(): void {
    const wanted = !this.isOpen.peek();
    if (this.room.settings.value.secondScreen !== wanted) this.room.settings.change((settings) => ({ ...settings, secondScreen: wanted }));
    if (wanted) void this.#open();
    else this.#close();
  }

  async #open(): Promise<void> {
    const other = openWindow();
    if (!other) {
      this.room.refuse("secondBlocked");
      return;
    }
    this.#window = other;
    const root = await frameOf(other);
    if (!root || this.#window !== other) return;
    this.#take(other, root);
    this.#fill();
  }

  #take(other: Window, root: HTMLElement): void {
    const ends = [
      mirrorStyles(document, other.document),
      bindKeys(this.room, other),
      effect(() => {
        other.document.documentElement.lang = language.value;
        other.document.title = `${this.room.opening.value?.study.pseudonym ?? ""} · ${t("second.title")}`;
        const empty = other.document.getElementById("empty");
        if (empty) empty.textContent = t("second.empty");
      }),
    ];
    const gone = (): void => {
      this.#let();
      // Reloaded, it is there again; closed, it is not.
      setTimeout(() => {
        if (!other.closed) void this.#open();
        else forget();
      }, 300);
    };
    other.addEventListener("pagehide", gone);
    render(secondView(this.room), root);
    this.isOpen.value = true;
    this.#release = () => {
      for (const end of ends) end();
      other.removeEventListener("pagehide", gone);
      render(null, root);
      other.document.title = t("second.title");
    };
  }

  /** One image alone leaves the second screen empty: what the protocol hangs, else the planes, else another series. */
  #fill(): void {
    const { hung, planes } = this.room;
    if (hung.layout.peek() !== "one") return;
    hung.show("hung");
    if (hung.cells.peek().length === 0) hung.show(planes.grid.peek() ? "planes" : "two");
  }

  /** The cells come back; the window stays, empty. */
  #let(): void {
    this.#release();
    this.#release = () => undefined;
    this.isOpen.value = false;
  }

  #close(): void {
    this.#let();
    forget();
    this.#window?.close();
    this.#window = null;
  }
}
