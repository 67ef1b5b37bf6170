import { signal } from "@preact/signals";
import { api, type KeyImage, type KeyImageWish, type StudyUid } from "../../api";
import { Saver } from "./saver";

export interface KeptImage extends KeyImageWish {
  id: string;
  author: string | null;
  signed: boolean;
  unsaved: string | null;
}

export interface KeyImagesOptions {
  study: StudyUid;
  mayKeep(): boolean;
  signedOut(): void;
}

/** The images that go with the report: which frame, in which window, and a few words. Never a picture of the screen. */
export class KeyImages {
  readonly items = signal<ReadonlyMap<string, KeptImage>>(new Map());
  readonly #saver: Saver<KeyImageWish, KeyImage>;

  constructor(private readonly options: KeyImagesOptions) {
    const { study } = options;
    this.#saver = new Saver({
      save: (id, wish) => api.saveKeyImage(study, id, wish),
      remove: (id) => api.deleteKeyImage(study, id),
      saved: (id, saved) => {
        const known = this.items.value.get(id);
        if (known) this.#put({ ...known, author: saved.author.displayName, signed: saved.signed, unsaved: null });
      },
      trouble: (id, code) => {
        const known = this.items.value.get(id);
        if (known && known.unsaved !== code) this.#put({ ...known, unsaved: code });
      },
      signedOut: options.signedOut,
    });
  }

  async load(): Promise<void> {
    const { items } = await api.keyImages(this.options.study);
    const own = [...this.items.value.values()].filter((one) => one.unsaved !== null);
    const theirs = items.map((one): KeptImage => ({
      ...wishOf(one),
      id: one.id,
      author: one.author.displayName,
      signed: one.signed,
      unsaved: null,
    }));
    this.items.value = new Map([...theirs, ...own].map((one) => [one.id, one]));
  }

  of(instance: string, frame: number): KeptImage | null {
    return [...this.items.value.values()].find((one) => one.instance === instance && one.frame === frame) ?? null;
  }

  /** A new one, or another caption; false when it is part of a signed report. */
  put(id: string, wish: KeyImageWish): boolean {
    const before = this.items.value.get(id);
    if (before?.signed === true) return false;
    const image: KeptImage = {
      ...wish,
      id,
      author: before?.author ?? null,
      signed: false,
      unsaved: this.options.mayKeep() ? "saving" : "local",
    };
    this.#put(image);
    this.#send(image);
    return true;
  }

  remove(id: string): KeptImage | null {
    const before = this.items.value.get(id);
    if (!before || before.signed) return null;
    const items = new Map(this.items.value);
    items.delete(id);
    this.items.value = items;
    if (this.options.mayKeep()) this.#saver.wish(id, null);
    return before;
  }

  keep(): void {
    if (this.options.mayKeep()) for (const one of this.items.value.values()) if (one.unsaved === "local") this.#send(one);
    this.#saver.retry();
  }

  dispose(): void {
    this.#saver.dispose();
  }

  #put(image: KeptImage): void {
    this.items.value = new Map(this.items.value).set(image.id, image);
  }

  #send(image: KeptImage): void {
    if (this.options.mayKeep()) this.#saver.wish(image.id, wishOf(image));
  }
}

function wishOf({ series, instance, frame, caption, window }: KeyImageWish): KeyImageWish {
  return { series, instance, frame, caption, window };
}
