import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Box, type HeldDetail, type HeldLook } from "../../api";
import { errorText } from "../../shared/errors";
import { change, start, undo, type Drawing } from "./boxes";

const pause = 400;

/** The boxes of one held image: every change is kept by the server, and the server looks again at what would be released. */
export function useReview(held: HeldDetail) {
  const [drawing, setDrawing] = useState<Drawing>(() => start(held.boxes));
  const [look, setLook] = useState<HeldLook | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const version = useRef(held.version);
  const saved = useRef(JSON.stringify(held.boxes));
  const line = useRef(Promise.resolve());
  const { boxes } = drawing;

  useEffect(() => {
    setLook(null);
    let gone = false;
    const timer = setTimeout(
      () => {
        // One after the other: each save names the version that the one before left.
        line.current = line.current.then(async () => {
          if (gone) return;
          try {
            const text = JSON.stringify(boxes);
            if (held.item.state === "held" && text !== saved.current) {
              version.current = (await api.saveBoxes(held.item.id, version.current, boxes)).version;
              saved.current = text;
            }
            const seen = await api.lookAgain(held.item.id, boxes);
            if (!gone) {
              setLook(seen);
              setProblem(null);
            }
          } catch (error) {
            if (!gone) setProblem(errorText(error));
          }
        });
      },
      JSON.stringify(boxes) === saved.current ? 0 : pause,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [held.item.id, boxes]);

  return {
    boxes,
    look,
    problem,
    setProblem,
    canUndo: drawing.past.length > 0,
    /** The version to decide upon, when everything is kept. */
    settled: async (): Promise<number> => {
      await line.current;
      return version.current;
    },
    edit: (next: readonly Box[], keep = true) => {
      setDrawing((before) => change(before, next, keep));
    },
    undo: () => {
      setDrawing(undo);
    },
  };
}
