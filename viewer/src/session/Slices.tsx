const count = 17;
const shown = 9;

const ellipse = (x: number, y: number, a: number, b: number): string =>
  `M${(x - a).toFixed(1)} ${y.toFixed(1)}a${a.toFixed(1)} ${b.toFixed(1)} 0 1 0 ${(2 * a).toFixed(1)} 0a${a.toFixed(1)} ${b.toFixed(1)} 0 1 0 ${(-2 * a).toFixed(1)} 0z`;

/** One drawn slice of a chest: the outline of a body, two lungs, the spine. */
function slice(index: number): { body: string; inside: string[] } {
  const bulge = Math.sin(Math.PI * (0.14 + (0.7 * index) / (count - 1)));
  const rx = 96 + 58 * bulge;
  const ry = rx * 0.36;
  const out = index === shown ? 150 : 0;
  const cx = 190 + out;
  const cy = 80 + index * 22 - (index === shown ? 4 : 0);
  const lung = rx * 0.3 * (0.65 + 0.35 * bulge);
  return {
    body: ellipse(cx, cy, rx, ry),
    inside: [
      ellipse(cx - rx * 0.44, cy - ry * 0.05, lung, ry * 0.62),
      ellipse(cx + rx * 0.44, cy - ry * 0.05, lung * 0.92, ry * 0.62),
      ellipse(cx, cy + ry * 0.56, rx * 0.09, ry * 0.16),
    ],
  };
}

/** A stack of slices in hairlines, the lowest drawn first; one is pulled out to be read. */
export function Slices() {
  const order = Array.from({ length: count }, (_, index) => count - 1 - index).filter((index) => index !== shown);
  return (
    <svg class="slices" viewBox="20 20 480 470" fill="#000" stroke="currentColor" aria-hidden="true">
      {[...order, shown].map((index) => {
        const { body, inside } = slice(index);
        const bright = index === shown;
        return (
          <g key={index} stroke-opacity={bright ? 1 : 0.42} stroke-width={bright ? 1.5 : 1}>
            <path d={body} />
            {(bright || index === 0) && inside.map((path) => <path key={path} d={path} />)}
          </g>
        );
      })}
    </svg>
  );
}
