const rows = 52;
const columns = 150;
const width = 520;
const height = 400;

/** A soft step from 0 to 1 around zero. */
const step = (t: number): number => 1 / (1 + Math.exp(-t / 0.07));
const inside = (x: number, y: number, cx: number, cy: number, a: number, b: number): number =>
  step(1 - Math.hypot((x - cx) / a, (y - cy) / b));

/** A made-up axial slice of a chest as a height: body high, lungs low, heart and spine high again. */
function density(x: number, y: number): number {
  const body = inside(x, y, 0, 0, 1.02, 0.76);
  const lungs = Math.max(inside(x, y, -0.5, 0.02, 0.36, 0.54), inside(x, y, 0.52, 0.02, 0.33, 0.52));
  const heart = inside(x, y, 0.14, -0.16, 0.24, 0.26);
  const spine = Math.exp(-((x / 0.11) ** 2 + ((y - 0.5) / 0.12) ** 2));
  const vessels = 0.05 * Math.sin(31 * x + 7 * y) * Math.sin(23 * y - 5 * x) * lungs;
  return body * (0.62 - 0.56 * lungs * (1 - heart) + 0.18 * heart + 0.4 * spine + vessels);
}

function line(row: number): string {
  const y = (2 * row) / (rows - 1) - 1;
  const base = 70 + (row * (height - 90)) / (rows - 1);
  const points = Array.from({ length: columns + 1 }, (_, column) => {
    const x = 1.3 * ((2 * column) / columns - 1);
    return `${((width * column) / columns).toFixed(1)} ${(base - 46 * density(x, y * 1.1)).toFixed(1)}`;
  });
  return `M${points.join("L")}`;
}

/** The slice drawn row by row in hairlines; a nearer row covers the ones behind it. */
export function Slices() {
  return (
    <svg
      class="slices"
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      fill="#000"
      stroke="currentColor"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {Array.from({ length: rows }, (_, row) => (
        <path key={row} d={line(row)} stroke-opacity={(0.25 + 0.5 * Math.sin((Math.PI * row) / (rows - 1))).toFixed(2)} />
      ))}
    </svg>
  );
}
