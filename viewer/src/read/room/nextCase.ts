import { effect } from "@preact/signals";
import { api, request, type Opening, type StudyUid } from "../../api";
import { adopt, endsOf, framePath } from "../core/manifest";
import { openingView } from "../core/view";
import { acceptOf } from "../core/fetch/http";
import type { ReadingRoom } from "./room";

/**
 * The case that waits after this one. When all of the series on screen is here, its first image is fetched into the browser's cache:
 * only the first, only once, never where the reader pays by the byte. The trail says that it was fetched ahead, and again when it is opened.
 */
export class NextCase {
  readonly #stop = new AbortController();
  readonly #end: () => void;
  #isPrepared = false;

  constructor(private readonly room: ReadingRoom) {
    this.#end = effect(() => {
      void room.frames.progressed.value;
      const { count, done, failed } = room.frames.progress(room.series.value ?? "");
      const isHere = count > 0 && done + failed >= count;
      if (isHere && room.me.value?.role === "reader" && !this.#isPrepared) void this.#prepare();
    });
  }

  dispose(): void {
    this.#end();
    this.#stop.abort();
  }

  /** What was typed is saved first. Stays here, and says why, when nothing waits. */
  async open(): Promise<void> {
    try {
      const next = await this.#find();
      if (next === null) {
        this.room.refuse("noNextCase");
        return;
      }
      await this.room.draft.flush();
      location.assign(`/read/${next}`);
    } catch {
      this.room.refuse("offline");
    }
  }

  /** In the server's order, which is that of the list: emergencies, then who waits longest. */
  async #find(): Promise<StudyUid | null> {
    const { items } = await api.worklist("unread", "", false, this.#stop.signal);
    return items.find(({ study, claim }) => study !== this.room.study && (claim === null || claim.mine))?.study ?? null;
  }

  async #prepare(): Promise<void> {
    this.#isPrepared = true;
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (connection?.saveData || this.room.isPhone) return;
    try {
      const next = await this.#find();
      if (next === null) return;
      const { signal } = this.#stop;
      const ahead = { "X-Pandok-Ahead": "1" };
      const { manifest: answer } = await request<Opening>(`/api/studies/${encodeURIComponent(next)}/opening`, { headers: ahead, signal });
      if (!answer) return;
      const manifest = adopt(answer);
      const { index } = openingView(manifest);
      // Just as the page will ask for it, so that the cache knows it.
      if (endsOf(manifest, index))
        await (
          await fetch(framePath(next, manifest, index), { headers: { Accept: acceptOf(manifest, index) }, signal, priority: "low" })
        ).arrayBuffer();
    } catch {
      // The next case opens as it always did.
    }
  }
}
