/* global Buffer */
/** Invented pixels with known values, for the tests of the reading room. */

const ct = { rows: 512, columns: 512 };

/** Patches of exact Hounsfield units, away from the body: column and row of the middle, value by slice. */
export const patches = {
    water: { column: 60, row: 60, hu: () => 0 },
    fat: { column: 100, row: 60, hu: () => -100 },
    bone: { column: 140, row: 60, hu: () => 700 },
    lung: { column: 180, row: 60, hu: () => -800 },
    /** Tells which slice this is. */
    slice: { column: 440, row: 60, hu: (z) => -1000 + 40 * z },
};
const half = 12;

let seed = 7;
const noise = new Float32Array(1 << 16);
for (let i = 0; i < noise.length; i++) {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    noise[i] = seed / 2 ** 32 - 0.5;
}

const vessels = Array.from({ length: 90 }, (_, i) => {
    const random = (k) => noise[(i * 37 + k * 101) & 0xffff] + 0.5;
    const side = i % 2 === 0 ? -1 : 1;
    return {
        x: 256 + side * (48 + random(1) * 95),
        y: 190 + random(2) * 130,
        dx: side * (random(3) - 0.3) * 2.2,
        dy: (random(4) - 0.5) * 2.2,
        r: 1 + random(5) * 3.2,
    };
});

const inside = (x, y, cx, cy, rx, ry) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;

function hounsfield(x, y, z, count, soft) {
    const t = z / Math.max(1, count - 1) - 0.5;
    const swell = 1 - 1.1 * t * t;
    if (!inside(x, y, 256, 262, 205, 148)) return inside(x, y, 256, 452, 240, 16) && !inside(x, y, 256, 446, 240, 16) ? -250 : -1000;
    const grain = noise[(x * 131 + y * 977 + z * 7919) & 0xffff] * (soft ? 18 : 60);
    if (!inside(x, y, 256, 262, 196, 139)) return -95 + grain;
    if (inside(x, y, 256, 356, 24, 20)) return (inside(x, y, 256, 356, 19, 15) ? 260 : 620) + grain;
    if (inside(x, y, 256, 388, 7, 18)) return 480 + grain;
    if (inside(x, y, 256, 138, 20, 7)) return 380 + grain;
    const ring = ((x - 256) / 180) ** 2 + ((y - 262) / 125) ** 2;
    if (ring > 0.93 && ring < 1.04) {
        const rib = Math.sin(Math.atan2((y - 262) / 125, (x - 256) / 180) * 9 + z * 0.35);
        if (rib > 0.45) return 520 + grain;
    }
    const heart = inside(x, y, 274, 236 + 20 * t, 52 * swell, 46 * swell) && t < 0.3;
    if (heart) return (inside(x, y, 284, 238, 26, 24) ? 165 : 48) + grain;
    for (const side of [-1, 1]) {
        const cx = 256 + side * 92;
        const small = side > 0 ? 0.9 : 1;
        if (!inside(x, y, cx, 250, 72 * swell * small, 98 * swell)) continue;
        const lesion = Math.hypot((x - 168) / 1, (y - 300) / 0.8, (z - count * 0.5) * 2.4);
        if (lesion < 24) return -460 + (24 - lesion) * 9 + grain;
        for (const v of vessels) {
            const vx = v.x + v.dx * (z - count / 2);
            const vy = v.y + v.dy * (z - count / 2);
            if ((x - vx) ** 2 + (y - vy) ** 2 < v.r * v.r) return -60 + grain;
        }
        return -860 + (y - 250) * 0.35 + grain;
    }
    if (inside(x, y, 236, 300, 17, 17)) return 190 + grain;
    if (inside(x, y, 252, 214, 13, 11) && t > 0) return -990;
    return 45 + grain;
}

/** Stored values of one CT slice: unsigned, 12 bits, intercept -1024. */
export function ctSlice(z, count, soft = false) {
    const out = new Uint16Array(ct.rows * ct.columns);
    for (let y = 0, i = 0; y < ct.rows; y++)
        for (let x = 0; x < ct.columns; x++, i++) out[i] = clamp(hounsfield(x, y, z, count, soft) + 1024, 4095);
    for (const patch of Object.values(patches))
        for (let y = patch.row - half; y < patch.row + half; y++)
            for (let x = patch.column - half; x < patch.column + half; x++) out[y * ct.columns + x] = clamp(patch.hu(z) + 1024, 4095);
    return Buffer.from(out.buffer);
}

/** A radiograph, MONOCHROME1: high stored values are dark. The left upper patch holds 0, the right upper one 4095. */
export function radiograph(columns, rows) {
    const out = new Uint16Array(rows * columns);
    for (let y = 0, i = 0; y < rows; y++)
        for (let x = 0; x < columns; x++, i++) {
            const u = (x / columns) * 512;
            const v = (y / rows) * 512;
            const lung = inside(u, v, 164, 250, 78, 160) || (inside(u, v, 350, 250, 78, 160) && !inside(u, v, 300, 330, 84, 92));
            const body = inside(u, v, 256, 330, 235, 330);
            const rib = Math.sin((v + Math.abs(u - 256) * 0.35) * 0.16) > 0.72 ? 260 : 0;
            const spine = Math.abs(u - 256) < 20 ? 500 : 0;
            out[i] = clamp((body ? (lung ? 2750 : 1500) - rib - spine : 3900) + noise[(x * 131 + y * 977) & 0xffff] * 90, 4095);
        }
    const patch = (cx, value) => {
        for (let y = 20; y < 60; y++) for (let x = cx; x < cx + 40; x++) out[y * columns + x] = value;
    };
    patch(20, 0);
    patch(columns - 60, 4095);
    return Buffer.from(out.buffer);
}

/** Three colour bars: pure red, green, blue. */
export function colourBars(columns, rows) {
    const out = Buffer.alloc(rows * columns * 3);
    for (let y = 0, i = 0; y < rows; y++)
        for (let x = 0; x < columns; x++, i += 3) out[i + Math.min(2, Math.floor((x / columns) * 3))] = 255;
    return out;
}

function clamp(value, most) {
    return Math.max(0, Math.min(most, Math.round(value)));
}
