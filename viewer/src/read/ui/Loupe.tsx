import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { apply, imageToCell, invert, type Placement, type Point } from "../core/geometry";
import type { CellTarget } from "../room/target";
import { Canvas2dSurface } from "../surface/canvas2d";

/** Where the magnifier is held; null when it is not. */
export const loupe = signal<{ target: CellTarget; at: Point; touch: boolean } | null>(null);

const size = 200;
const power = 3;

/** A round glass of the image's own pixels, not of the screen's; above the finger on touch. */
export function Loupe({ target }: { target: CellTarget }) {
  const held = loupe.value;
  const scene = target.scene.value;
  if (held?.target !== target || !scene) return null;
  return <Glass target={target} at={held.at} touch={held.touch} />;
}

function Glass({ target, at, touch }: { target: CellTarget; at: Point; touch: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const surface = useRef<Canvas2dSurface | null>(null);
  useEffect(() => {
    if (!host.current) return;
    const drawn = new Canvas2dSurface(host.current, () => undefined);
    drawn.resize({ width: size, height: size });
    surface.current = drawn;
    return () => {
      drawn.dispose();
    };
  }, []);
  const scene = target.scene.value;
  const cell = target.cell.value;
  useEffect(() => {
    if (!scene) return;
    const { manifest, placement } = scene;
    const middle = apply(invert(imageToCell(manifest, cell, placement)), at);
    // A glass of another size fits the image differently: the same scale, times the power.
    const part = fitOf(cell, placement) / fitOf({ width: size, height: size }, placement);
    const offset = { x: middle.x - manifest.columns / 2, y: middle.y - manifest.rows / 2 };
    surface.current?.show({ ...scene, placement: { ...placement, zoom: placement.zoom * part * power, offset } });

    function fitOf(box: { width: number; height: number }, placed: Placement): number {
      const m = imageToCell(manifest, box, { ...placed, zoom: 1 });
      return Math.hypot(m.a, m.b);
    }
  }, [scene, cell, at.x, at.y]);
  const top = touch ? at.y - size - 24 : at.y - size / 2;
  return (
    <div
      ref={host}
      class="rr-loupe"
      aria-hidden="true"
      style={{
        left: `${String(at.x - size / 2)}px`,
        top: `${String(Math.max(-size / 4, top))}px`,
        width: `${String(size)}px`,
        height: `${String(size)}px`,
      }}
    />
  );
}
