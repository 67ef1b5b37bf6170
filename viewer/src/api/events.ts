import type { StudyUid } from "./types";

export type ServerEvent = { kind: "worklist" } | { kind: "study" | "drawings"; study: StudyUid } | { kind: "line"; open: boolean };
type Listener = (event: ServerEvent) => void;

const listeners = new Set<Listener>();
let source: EventSource | null = null;
let isOpen = true;

const tell = (event: ServerEvent): void => {
  for (const listener of listeners) listener(event);
};

/** After the line comes back everything may have changed, so the lists are told to fetch again. */
const setLine = (open: boolean): void => {
  if (open === isOpen) return;
  isOpen = open;
  tell({ kind: "line", open });
  if (open) tell({ kind: "worklist" });
};

export function parseStudy(data: string): StudyUid | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "study" in value && typeof value.study === "string" ? value.study : null;
  } catch {
    return null;
  }
}

function open(): void {
  const stream = new EventSource("/api/events");
  source = stream;
  stream.addEventListener("open", () => {
    setLine(true);
  });
  stream.addEventListener("worklist", () => {
    tell({ kind: "worklist" });
  });
  for (const kind of ["study", "drawings"] as const)
    stream.addEventListener(kind, (message) => {
      const study = parseStudy((message as MessageEvent<string>).data);
      if (study !== null) tell({ kind, study });
    });
  stream.addEventListener("error", () => {
    setLine(false);
    // The browser gives up for good on an HTTP error; then we try again ourselves.
    if (stream.readyState === EventSource.CLOSED && source === stream) {
      source = null;
      setTimeout(() => {
        if (listeners.size > 0 && source === null) open();
      }, 5000);
    }
  });
}

/** Listens to the server's events; one stream serves the whole page. Returns the way to stop. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  if (source === null) open();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      source?.close();
      source = null;
      isOpen = true;
    }
  };
}
