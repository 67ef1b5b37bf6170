import { useRef } from "preact/hooks";
import { windowOf } from "../../shared/owner";
import { useSameFrame } from "../../shared/sameFrame";
import { apply, imageToCell, type Point } from "../core/geometry";
import { colourOf, dashOf, outline, paintOblique, rgbOf, type Labels, type Segment } from "../core/masks";
import { acquired, isOblique, sheetOf, slabSteps } from "../core/planes";
import { pictureToCell, type Scene } from "../core/surface";
import type { PlaneCell } from "../room/planeCell";
import type { ReadingRoom } from "../room/room";
import type { CellTarget } from "../room/target";
import { segmentKey, type MaskDesk } from "./desk";
import type { MaskEditor } from "./editor";

/** What of one label map lies on the picture: painted once, drawn for each place of the picture. */
interface Painted {
  key: string;
  fill: HTMLCanvasElement;
  lines: { segment: Segment; colour: string; edges: readonly number[] }[];
}

/** Masks over the picture of a cell, placed by the same transform; under the drawings. */
export function MaskLayer({ room, target, desk }: { room: ReadingRoom; target: CellTarget; desk: MaskDesk }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useRef(new Map<string, Painted>());
  useSameFrame(() => {
    const scene = target.drawn.value;
    const { width, height } = target.cell.value;
    const [style, all] = [desk.style.value, desk.current.value];
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const ratio = windowOf(element).devicePixelRatio;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== across || element.height !== down) [element.width, element.height] = [across, down];
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, element.width, element.height);
    if (!scene || style.hidden || scene.manifest.series.split("/")[0] !== room.series.value) return;
    const piece = pieceOf(room, target, scene);
    if (!piece) return;
    const m = pictureToCell(scene, { width, height });
    const kept = new Map<string, Painted>();
    for (const labels of all)
      for (let layer = 0; layer < labels.mask.layers; layer++) {
        const name = `${labels.mask.instance}/${String(layer)}`;
        const one = paint(painted.current.get(name), { labels, layer, piece, desk });
        kept.set(name, one);
        context.setTransform(m.a * ratio, m.b * ratio, m.c * ratio, m.d * ratio, m.e * ratio, m.f * ratio);
        context.imageSmoothingEnabled = false;
        context.globalAlpha = style.opacity;
        if (style.fill) context.drawImage(one.fill, 0, 0);
        context.globalAlpha = 1;
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        if (style.outline) for (const line of one.lines) draw(context, m, line);
      }
    painted.current = kept;
  });
  const { width, height } = target.cell.value;
  const cursor = desk.editor.value?.cursor.value;
  const size = { width: `${String(width)}px`, height: `${String(height)}px` };
  return (
    <>
      <canvas ref={canvas} class="rr-masks" style={size} aria-hidden="true" data-masks={desk.style.value.hidden ? "hidden" : "shown"} />
      {cursor?.target === target && desk.editor.value && <Brush target={target} editor={desk.editor.value} at={cursor.at} />}
    </>
  );
}

/** The brush where it is, as large as it paints. */
function Brush({ target, editor, at }: { target: CellTarget; editor: MaskEditor; at: Point }) {
  const scene = target.drawn.value;
  const { width, height } = target.cell.value;
  if (!scene) return null;
  const m = imageToCell(scene.manifest, { width, height }, scene.placement);
  const { x: rx, y: ry } = editor.tool.value === "grow" ? { x: 0, y: 0 } : editor.radius;
  const middle = apply(m, at);
  return (
    <svg class="rr-masks" width={width} height={height} aria-hidden="true" data-brush={editor.tool.value}>
      <ellipse
        rx={rx}
        ry={ry}
        transform={`matrix(${[m.a, m.b, m.c, m.d, middle.x, middle.y].join(" ")})`}
        fill="none"
        stroke="white"
        stroke-width="1"
        vector-effect="non-scaling-stroke"
      />
      <path d={`M${String(middle.x - 6)} ${String(middle.y)}h12m-6 -6v12`} stroke="white" stroke-width="1" opacity={rx > 0 ? 0.4 : 1} />
    </svg>
  );
}

/** What of the label maps a picture shows. */
interface Piece {
  key: string;
  columns: number;
  rows: number;
  paint: (labels: Labels, layer: number) => Uint8Array;
}

function pieceOf(room: ReadingRoom, target: CellTarget, { manifest, index, frame: { columns, rows } }: Scene): Piece | null {
  const grid = room.planes.grid.value;
  const slab = "slab" in target ? (target as PlaneCell).slab.value : null;
  if (grid && slab && isOblique(manifest)) {
    const sheet = sheetOf(manifest, index, { columns, rows });
    if (!sheet) return null;
    const paint = (labels: Labels, layer: number): Uint8Array => paintOblique(labels.layer(layer), grid, sheet, slab);
    return { key: JSON.stringify([sheet, slab]), columns, rows, paint };
  }
  const cut = slab ? room.planes.cut(target) : acquired;
  if (!cut) return null;
  const { first, last } = grid && slab ? slabSteps(grid, cut, index, slab) : { first: index, last: index };
  return { key: JSON.stringify([cut, first, last]), columns, rows, paint: (labels, layer) => labels.paint(layer, cut, first, last) };
}

interface Wanted {
  labels: Labels;
  layer: number;
  piece: Piece;
  desk: MaskDesk;
}

function paint(known: Painted | undefined, { labels, layer, piece, desk }: Wanted): Painted {
  const { mask } = labels;
  const shown = labels.segments
    .filter((segment) => segment.layer === layer && desk.isOn(mask, segment))
    .map((segment) => ({ segment, colour: colourOf(segment, desk.colours.value.get(segmentKey(mask, segment))) }));
  const key = `${mask.instance} ${String(mask.version)} ${String(labels.revision)} ${piece.key} ${shown.map(({ segment, colour }) => String(segment.value) + colour).join()}`;
  if (known?.key === key) return known;
  const { columns, rows } = piece;
  const painted = piece.paint(labels, layer);
  const fill = known?.fill ?? document.createElement("canvas");
  [fill.width, fill.height] = [columns, rows];
  const picture = new ImageData(columns, rows);
  const words = new Uint32Array(picture.data.buffer);
  const colours = new Uint32Array(256);
  for (const { segment, colour } of shown) {
    const [r, g, b] = rgbOf(colour);
    new Uint8Array(colours.buffer).set([r, g, b, 255], segment.value * 4);
  }
  for (let i = 0; i < painted.length; i++) words[i] = colours[painted[i] ?? 0] ?? 0;
  fill.getContext("2d")?.putImageData(picture, 0, 0);
  const here = new Set(painted);
  const lines = shown
    .filter(({ segment }) => here.has(segment.value))
    .map((one) => ({ ...one, edges: outline(painted, columns, rows, one.segment.value) }));
  return { key, fill, lines };
}

function draw(
  context: CanvasRenderingContext2D,
  m: ReturnType<typeof imageToCell>,
  { segment, colour, edges }: Painted["lines"][number],
): void {
  context.beginPath();
  for (let i = 0; i < edges.length; i += 4) {
    const [x1, y1, x2, y2] = [edges[i] ?? 0, edges[i + 1] ?? 0, edges[i + 2] ?? 0, edges[i + 3] ?? 0];
    context.moveTo(m.a * x1 + m.c * y1 + m.e, m.b * x1 + m.d * y1 + m.f);
    context.lineTo(m.a * x2 + m.c * y2 + m.e, m.b * x2 + m.d * y2 + m.f);
  }
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash([...dashOf(segment)]);
  context.stroke();
}
