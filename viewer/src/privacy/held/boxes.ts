import type { Box } from "../../api";

/** What is drawn, and how it came to be: every change can be taken back. */
export interface Drawing {
  boxes: readonly Box[];
  past: readonly (readonly Box[])[];
}

export const everyFrame = -1;

export const start = (boxes: readonly Box[]): Drawing => ({ boxes, past: [] });

/** A change. Without `keep` it belongs to the one before: a drag is one step back, not a hundred. */
export const change = (drawing: Drawing, boxes: readonly Box[], keep = true): Drawing => ({
  boxes,
  past: keep ? [...drawing.past.slice(-99), drawing.boxes] : drawing.past,
});

export const undo = (drawing: Drawing): Drawing => {
  const before = drawing.past.at(-1);
  return before ? { boxes: before, past: drawing.past.slice(0, -1) } : drawing;
};

export const covers = (box: Box, frame: number): boolean => box.frame === everyFrame || box.frame === frame;

/** Whole pixels inside of the image, at least one each way. */
export function fit(box: Box, columns: number, rows: number): Box {
  const width = Math.min(Math.max(1, Math.round(box.width)), columns);
  const height = Math.min(Math.max(1, Math.round(box.height)), rows);
  const x = Math.min(Math.max(0, Math.round(box.x)), columns - width);
  const y = Math.min(Math.max(0, Math.round(box.y)), rows - height);
  return { ...box, x, y, width, height };
}

/** The box between two points, whichever way it was drawn. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }, frame: number, columns: number, rows: number): Box {
  const left = Math.max(0, Math.floor(Math.min(a.x, b.x)));
  const top = Math.max(0, Math.floor(Math.min(a.y, b.y)));
  const right = Math.min(columns, Math.ceil(Math.max(a.x, b.x)));
  const bottom = Math.min(rows, Math.ceil(Math.max(a.y, b.y)));
  return fit({ frame, x: left, y: top, width: right - left, height: bottom - top, why: "person" }, columns, rows);
}

export const replace = (boxes: readonly Box[], index: number, box: Box): Box[] => boxes.map((one, i) => (i === index ? box : one));

export const remove = (boxes: readonly Box[], index: number): Box[] => boxes.filter((_, i) => i !== index);
