import type { Me, Opening, SeriesItem } from "../../api";
import type { Manifest } from "../core/manifest";
import type { CellView } from "../core/view";
import type { StudyFrames } from "./frames";

/** What the frames tell; whoever has the page at the moment listens. */
export interface FrameEvents {
  signedOut(): void;
  stale(series: string): void;
}

/** What the first image hands over to the reading room. */
export interface Start {
  phone: boolean;
  frames: StudyFrames;
  events: FrameEvents;
  me: Me | null;
  opening: Opening | null;
  manifest: Manifest | null;
  view: CellView | null;
  isSignedOut: boolean;
}

/** The server's choice, else the longest. */
export function firstSeries(opening: Opening): SeriesItem | undefined {
  const viewable = opening.series.filter((item) => item.viewable);
  return (
    viewable.find((item) => item.series === opening.main) ??
    viewable.reduce<SeriesItem | undefined>((best, item) => (!best || item.frames > best.frames ? item : best), undefined) ??
    opening.series[0]
  );
}
