import { signal } from "@preact/signals";
import { api, type ForeignMark, type StudyUid } from "../../api";
import type { Manifest } from "../core/manifest";
import { placed, type PlacedMark } from "../core/measure";

/** Marks of other programs in the study: looked at, never changed. */
export class ForeignMarks {
  readonly items = signal<readonly ForeignMark[]>([]);
  readonly refused = signal<readonly { document: string; code: string; reason: string }[]>([]);
  readonly shown = signal(true);
  readonly selected = signal<ForeignMark | null>(null);

  constructor(private readonly study: StudyUid) {}

  async load(): Promise<void> {
    const { items, refused } = await api.foreignMarks(this.study);
    this.items.value = items;
    this.refused.value = refused;
  }

  /** What lies on one frame, with its points there. */
  on(manifest: Manifest, index: number): readonly (PlacedMark & { mark: ForeignMark })[] {
    return this.items.value.flatMap((mark) => {
      const place = mark.shape === "none" ? null : placed(mark, manifest);
      return place?.index === index ? [{ mark, ...place }] : [];
    });
  }

  /** The series and frame to go to; null when the mark is on none that is here. */
  placeOf(mark: ForeignMark, manifests: Iterable<Manifest>): { manifest: Manifest; index: number } | null {
    for (const manifest of manifests) {
      const place = placed(mark, manifest);
      if (place) return { manifest, index: place.index };
    }
    return null;
  }
}
