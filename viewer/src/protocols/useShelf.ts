import { useRef, useState } from "preact/hooks";
import { useLoad } from "../shared/load";
import type { Shelf } from "./shelf";

type Items = readonly unknown[];

/** The list of a shelf and its changes, one after the other. */
export function useShelf(shelf: Shelf) {
  const loaded = useLoad((signal) => shelf.load(signal), [shelf.key]);
  // What was put since the last load; a new load makes it old.
  const [put, setPut] = useState<{ over: number; items: Items } | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const items = put !== null && put.over === loaded.at ? put.items : loaded.data;
  const latest = useRef<Items>([]);
  latest.current = items ?? latest.current;
  const at = useRef(0);
  at.current = loaded.at;

  const save = async (known: Items, next: Items): Promise<void> => {
    const turn = queue.current.then(() => shelf.save(known, next));
    queue.current = turn.catch(() => undefined);
    await turn;
  };
  const show = (next: Items): void => {
    latest.current = next;
    setPut({ over: at.current, items: next });
  };
  return {
    items,
    error: loaded.error,
    reload: loaded.reload,
    /** Shows it at once, and what is there if it cannot be saved. */
    change: async (step: (items: Items) => Items): Promise<void> => {
      const known = latest.current;
      const next = step(known);
      show(next);
      try {
        await save(known, next);
      } catch (error) {
        show(known);
        loaded.reload();
        throw error;
      }
    },
    /** Shows it when it is saved. */
    keep: async (step: (items: Items) => Items): Promise<void> => {
      const known = latest.current;
      const next = step(known);
      await save(known, next);
      show(next);
    },
  };
}
