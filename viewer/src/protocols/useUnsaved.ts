import { useEffect, useRef, useState } from "preact/hooks";
import { guardLeaving } from "../shared/route";

export interface Unsaved {
  /** Set while somebody wants to leave by a link or by the browser's back: goes on to there. */
  leaving: (() => void) | null;
  stay: () => void;
  forget: () => void;
  keep: () => void;
  /** While true, leaving the page is not asked about: a save that finds the session ended leads to the sign-in. */
  quiet: { current: boolean };
}

const placeOf = (key: string): string => `protocols:${key}`;

/** What was left here before the page was loaded again. */
export function keptWork<W>(key: string): W | null {
  try {
    return JSON.parse(sessionStorage.getItem(placeOf(key)) ?? "null") as W | null;
  } catch {
    return null;
  }
}

/** Work that is not saved: asked about before it is left, and kept in this tab through a reload and a sign-in. */
export function useUnsaved(key: string, work: unknown, isDirty: boolean): Unsaved {
  const place = placeOf(key);
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const quiet = useRef(false);
  const forget = (): void => {
    sessionStorage.removeItem(place);
  };
  const keep = (): void => {
    sessionStorage.setItem(place, JSON.stringify(work));
  };
  useEffect(() => {
    if (!isDirty) {
      forget();
      return;
    }
    const stay = (event: Event): void => {
      keep();
      if (!quiet.current) event.preventDefault();
    };
    addEventListener("beforeunload", stay);
    const end = guardLeaving((go) => {
      setLeaving(() => go);
    });
    return () => {
      removeEventListener("beforeunload", stay);
      end();
    };
  });
  const stay = (): void => {
    setLeaving(null);
  };
  return { leaving, stay, forget, keep, quiet };
}
