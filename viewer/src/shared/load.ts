import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { listen, type StudyUid } from "../api";

export interface Loaded<R> {
  data: R | null;
  error: unknown;
  /** When the data came, in ms; 0 before. */
  at: number;
  reload: () => void;
}

/** Fetches while the page is shown. A new fetch replaces a running one; old data stays until new data comes. */
export function useLoad<R>(load: (signal: AbortSignal) => Promise<R>, deps: readonly unknown[]): Loaded<R> {
  const [state, setState] = useState<{ data: R | null; error: unknown; at: number }>({ data: null, error: null, at: 0 });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const reload = useCallback(() => {
    setTurn((n) => n + 1);
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    latest.current(stop.signal).then(
      (data) => {
        if (!stop.signal.aborted) setState({ data, error: null, at: Date.now() });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setState((before) => ({ ...before, error }));
      },
    );
    return () => {
      stop.abort();
    };
  }, [turn, ...deps]);
  return { ...state, reload };
}

/** Runs `change` after the server says that something changed, at most about four times a second. */
export function useLive(change: () => void, study?: StudyUid): void {
  const latest = useRef(change);
  latest.current = change;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = listen((event) => {
      if (event.kind === "line" || (study !== undefined && event.kind === "study" && event.study !== study)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        latest.current();
      }, 250);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [study]);
}
