import { effect } from "@preact/signals-core";
import { useLayoutEffect, useRef } from "preact/hooks";

/** An effect for pictures: it runs with the change itself. `useSignalEffect` waits for a frame, and what is drawn would come one later. */
export function useSameFrame(work: () => void): void {
  const latest = useRef(work);
  latest.current = work;
  useLayoutEffect(
    () =>
      effect(() => {
        latest.current();
      }),
    [],
  );
}
