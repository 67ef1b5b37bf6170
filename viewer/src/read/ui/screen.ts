import { signal, type ReadonlySignal } from "@preact/signals";

function watch(query: string): ReturnType<typeof signal<boolean>> {
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener("change", () => {
    matches.value = list.matches;
  });
  return matches;
}

/** Phones in both orientations: one image, a bar of five below it. */
export const isPhone = watch("(max-width: 719px), (max-height: 479px)");

/** Which panel lies over the image on a phone. */
export type SheetName = "series" | "measure" | "masks" | "report" | "more";
export const sheet = signal<SheetName | null>(null);

/** What the pane beside the images shows. */
export const paneTab = signal<"report" | "measurements" | "masks">("report");
export const paneOpen = signal(true);
export const keysOpen = signal(false);
export const signOpen = signal(false);
export const orderOpen = signal(false);

/** The second window; null before the room is drawn, and on a phone. */
export const second = signal<{ readonly isOpen: ReadonlySignal<boolean>; toggle(): void } | null>(null);
