/* global process */
/** The value under the cursor, of real files of many kinds through the built server, beside pydicom's. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { eventually, launch, until } from "./browser.mjs";
import { missing, startNodeWith } from "./node.mjs";

const run = promisify(execFile);
const data = resolve(import.meta.dirname, "../../../../shared/data");
/** Kind, rows and columns tell an image again when its identifiers are gone. */
const files = {
    "CT 512 512": "chest-ct/ricord-1a-covid-dicom/1-001.dcm",
    "CT 128 128": "conformance/modalities/seg/ct_image.dcm",
    "MR 90 115": "multimodality-sts002/MR_T1/image/000000.dcm",
    "PT 128 128": "conformance/modalities/pt/GH184.dcm",
    "PT 168 168": "conformance/modalities/pt/lung.dcm",
    "CR 1760 1760": "conformance/modalities/cr/RG3_J2KR.dcm",
    "CR 1576 1976": "conformance/modalities/cr/CR-ModalitySequenceLUT.dcm",
    "DX 169 211": "conformance/modalities/dx/dx_image.dcm",
    "MG 3062 2394": "conformance/modalities/mg/GH133.dcm",
    "MR 484 484": "conformance/modalities/mr/MR-SIEMENS-DICOM-WithOverlays.dcm",
    "MR 128 256": "conformance/modalities/mr/mr_brucker.dcm",
};
const points = 20;
const absent = missing() ?? Object.values(files).find((path) => !existsSync(join(data, path)));

const ask = `
import json, sys, pydicom
from pydicom.pixel_data_handlers.util import apply_modality_lut
answers = []
for path, frame, places in json.load(sys.stdin):
    image = pydicom.dcmread(path, force=True)
    pixels = image.pixel_array
    if pixels.ndim == 3: pixels = pixels[frame]
    values = apply_modality_lut(pixels, image)
    answers.append([float(values[y, x]) for x, y in places])
json.dump(answers, sys.stdout)
`;

describe("the value under the cursor is pydicom's", { skip: absent ? `NOT TESTED: ${absent}` : false }, () => {
    let node;
    let browser;

    before(async () => {
        node = await startNodeWith(async (sent) => {
            for (const [i, path] of Object.values(files).entries()) await copyFile(join(data, path), join(sent, `${String(i)}.dcm`));
            return 1;
        });
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
    });

    async function open(study, query) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const [name, value] = node.cookie.split("=");
        await context.addCookies([{ name, value, url: node.address }]);
        const page = await context.newPage();
        await page.goto(`${node.address}/read/${study}${query}`);
        await until(page, () => ["lossless", "lossyOriginal"].includes(globalThis.pandokReading?.quality));
        return { context, page };
    }

    const keyOf = (instance) => ["00080060", "00280010", "00280011"].map((tag) => instance[tag]?.Value?.[0]).join(" ");

    test("twenty places of every file that was taken in", { timeout: 240_000 }, async () => {
        const answer = await node.get("/dicom-web/instances?includefield=all", { accept: "application/dicom+json" });
        const studies = new Map((await answer.json()).map((instance) => [keyOf(instance), instance["0020000D"].Value[0]]));
        // The door may hold a file; of ten at least something can be said.
        assert.ok(studies.size >= 10, `only ${[...studies.keys()].join(", ")}`);
        const seen = [];
        for (const [key, study] of studies) seen.push({ key, ...(await look(study, key)) });
        const expected = await valuesOf(seen);
        for (const [i, { key, places, values }] of seen.entries())
            for (const [j, value] of values.entries()) {
                const [x, y] = places[j];
                const near = Math.abs(value - expected[i][j]) <= 1e-6 * Math.max(1, Math.abs(expected[i][j]));
                assert.ok(near, `${key} at ${String(x)}, ${String(y)}: ${String(value)}, pydicom says ${String(expected[i][j])}`);
            }
        process.stdout.write(`Values compared: ${seen.map(({ key, values }) => `${key}: ${String(values.length)}`).join("; ")}\n`);
    });

    for (const surface of ["canvas2d", "cornerstone"])
        test(`a VOI LUT gives DCMTK's greys: ${surface}`, { timeout: 120_000 }, async () => {
            const key = "MG 3062 2394";
            const answer = await node.get("/dicom-web/instances?includefield=all", { accept: "application/dicom+json" });
            const study = (await answer.json()).find((instance) => keyOf(instance) === key)["0020000D"].Value[0];
            const { context, page } = await open(study, surface === "canvas2d" ? "?surface=2d" : "");
            await until(page, (kind) => globalThis.pandokReading.surface === kind, surface);
            const places = flatPlaces(await drawnByDcmtk(files[key]));
            assert.ok(new Set(places.map(({ grey }) => grey)).size >= points / 2, "many greys are compared");
            await eventually(async () => {
                for (const { x, y, grey } of places) {
                    const colour = await page.evaluate(
                        ([x, y]) => globalThis.pandokReading.colourAt(globalThis.pandokReading.placeOf(x, y)),
                        [x, y],
                    );
                    assert.ok(
                        Math.abs(colour[0] - grey) <= 6,
                        `at ${String(x)}, ${String(y)}: ${String(colour)}, DCMTK draws ${String(grey)}`,
                    );
                }
            });
            await context.close();
        });

    async function drawnByDcmtk(path) {
        const folder = await mkdtemp(join(tmpdir(), "pandok-values-"));
        try {
            await run("dcmj2pnm", ["+Wl", "1", "+op", join(data, path), join(folder, "grey.pgm")]);
            const bytes = await readFile(join(folder, "grey.pgm"));
            const [head, columns, rows] = /^P5\s+(?:#.*\s+)*(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 200).toString("latin1"));
            return { grey: bytes.subarray(head.length), columns: Number(columns), rows: Number(rows) };
        } finally {
            await rm(folder, { recursive: true, force: true });
        }
    }

    /** Where the neighbours are alike, so that a picture made smaller shows the same grey. */
    function flatPlaces({ grey, columns, rows }) {
        const found = [];
        for (let seed = 1; found.length < points && seed < 200_000; seed++) {
            const x = 8 + Math.floor(random(2 * seed) * (columns - 16));
            const y = 8 + Math.floor(random(2 * seed + 1) * (rows - 16));
            const around = [];
            for (let dy = -5; dy <= 5; dy++) around.push(...grey.subarray((y + dy) * columns + x - 5, (y + dy) * columns + x + 6));
            const mean = around.reduce((sum, one) => sum + one, 0) / around.length;
            const isFlat = Math.max(...around) - Math.min(...around) <= 12;
            if (isFlat && mean > 20 && mean < 235) found.push({ x, y, grey: Math.round(mean) });
        }
        return found;
    }

    /** Moves the mouse to places of the picture that nobody chose, and reads what the page says there. */
    async function look(study, key) {
        const { context, page } = await open(study, "?surface=2d");
        const [, rows, columns] = key.split(" ").map(Number);
        const box = await page.locator("#rr-image").boundingBox();
        const shown = { frame: await page.evaluate(() => globalThis.pandokReading.slice), places: [], values: [] };
        for (let seed = 1; shown.values.length < points; seed++) {
            const at = await page.evaluate(
                ([x, y]) => globalThis.pandokReading.placeOf(x, y),
                [Math.floor(random(2 * seed) * columns), Math.floor(random(2 * seed + 1) * rows)],
            );
            await page.mouse.move(box.x + at.x, box.y + at.y);
            const [x, y, said] = await eventually(async () => {
                const place = await page.locator(".rr-place").textContent({ timeout: 2000 });
                const [x, y] = place.split(",").map(Number);
                const distance = await page.evaluate(
                    ([x, y, at]) => {
                        const there = globalThis.pandokReading.placeOf(x, y);
                        return Math.hypot(there.x - at.x, there.y - at.y);
                    },
                    [x, y, at],
                );
                // Not what the mouse was over before.
                assert.ok(distance < 4 + (box.width / columns) * 0.8, "the place follows the mouse");
                return [x, y, Number(await page.locator(".rr-value").getAttribute("data-value"))];
            });
            shown.places.push([x, y]);
            shown.values.push(said);
        }
        await context.close();
        return shown;
    }

    async function valuesOf(seen) {
        const folder = await mkdtemp(join(tmpdir(), "pandok-values-"));
        try {
            const asked = [];
            for (const [i, { key, frame, places }] of seen.entries()) {
                const raw = join(folder, `${String(i)}.dcm`);
                await run("gdcmconv", ["--raw", join(data, files[key]), raw]);
                asked.push([raw, frame, places]);
            }
            const python = execFile("/usr/bin/python3", ["-c", ask], { maxBuffer: 16e6 });
            let said = "";
            let errors = "";
            python.stdout.on("data", (text) => (said += text));
            python.stderr.on("data", (text) => (errors += text));
            python.stdin.end(JSON.stringify(asked));
            await new Promise((done) => python.once("close", done));
            assert.ok(said, errors);
            return JSON.parse(said);
        } finally {
            await rm(folder, { recursive: true, force: true });
        }
    }
});

/** The same on every run. */
function random(seed) {
    const x = Math.sin(seed * 12.9898) * 43758.5453;
    return x - Math.floor(x);
}
