const count = 15;

/** A stack of drawn chest slices in hairlines: the outline of a body and two lungs, seen from the side. */
function slice(index: number): { body: string; lungs: string[]; strength: number } {
  const part = index / (count - 1);
  const bulge = Math.sin(Math.PI * (0.2 + 0.62 * part));
  const rx = 128 + 46 * bulge;
  const ry = rx * 0.3;
  const cx = 240;
  const cy = 92 + index * 27;
  const lungX = rx * 0.33 * (0.7 + 0.3 * bulge);
  const lungY = ry * 0.68 * (0.45 + 0.55 * bulge);
  const ellipse = (x: number, y: number, a: number, b: number): string =>
    `M${(x - a).toFixed(1)} ${y.toFixed(1)}a${a.toFixed(1)} ${b.toFixed(1)} 0 1 0 ${(2 * a).toFixed(1)} 0a${a.toFixed(1)} ${b.toFixed(1)} 0 1 0 ${(-2 * a).toFixed(1)} 0`;
  return {
    body: ellipse(cx, cy, rx, ry),
    lungs: [ellipse(cx - rx * 0.43, cy, lungX, lungY), ellipse(cx + rx * 0.43, cy, lungX * 0.94, lungY)],
    strength: 0.16 + 0.5 * Math.exp(-((index - 7) ** 2) / 8),
  };
}

export function Slices() {
  return (
    <svg class="slices" viewBox="40 40 400 480" fill="none" stroke="currentColor" aria-hidden="true">
      {Array.from({ length: count }, (_, index) => {
        const { body, lungs, strength } = slice(index);
        const middle = index === 7;
        return (
          <g key={index} stroke-opacity={strength.toFixed(2)} stroke-width={middle ? 1.6 : 1}>
            <path d={body} />
            {lungs.map((lung) => (
              <path key={lung} d={lung} />
            ))}
          </g>
        );
      })}
    </svg>
  );
}
