/* global document */
/** Segmentations written by pydicom, through the built server, on the screen of the reading room; and 3D of the same artificial body. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { eventually, launch, until } from "./browser.mjs";
import { startNodeWith } from "./node.mjs";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const [columns, rows, slices] = [96, 80, 24];
const millilitres = (1.25 * 1.5 * 3) / 1000;
const missing = existsSync(join(root, "artifacts/pandok/pandok")) ? null : "artifacts/pandok/pandok is not there: ./dev build first";

describe("segments and 3D in a browser, from the built server", { skip: missing ?? false }, () => {
    let node;
    let browser;
    let truth;

    before(async () => {
        node = await startNodeWith(async (sent, folder) => {
            const made = join(folder, "made");
            await mkdir(made);
            await run("/usr/bin/python3", [join(root, "tests/peers/segmentations.py"), made]);
            const [lung, lesion] = await Promise.all(["lung", "lesion"].map((name) => readFile(join(made, `truth-${name}.bin`))));
            truth = { lung, lesion };
            for (let z = 0; z < slices; z++) {
                const name = `ct-${String(z).padStart(2, "0")}.dcm`;
                await rename(join(made, name), join(sent, name));
            }
            for (const name of ["binary", "half-a-pixel"]) await rename(join(made, `seg-${name}.dcm`), join(sent, `seg-${name}.dcm`));
            return 3;
        });
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
    });

    async function open({ viewport = { width: 1440, height: 900 }, query = "?surface=2d", touch = false } = {}) {
        const context = await browser.newContext({ viewport, hasTouch: touch, isMobile: touch });
        const [name, value] = node.cookie.split("=");
        await context.addCookies([{ name, value, url: node.address }]);
        const page = await context.newPage();
        const faults = [];
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(`${node.address}/read/${node.study}${query}`);
        await until(page, (count) => globalThis.pandokReading?.framesLoaded >= count && globalThis.pandokReading.slice !== null, slices);
        await page.waitForSelector(".rr-masks", { state: "attached" });
        return { context, page, faults };
    }

    /** Colour and opacity of the mask over a pixel of the picture, in the stack (null) or a plane. */
    const maskAt = (page, cell, column, row) =>
        page.evaluate(
            ([id, c, r]) => {
                const where = id === null ? globalThis.pandokReading : globalThis.pandokReading.planes.find((one) => one.id === id);
                const at = where.placeOf(c, r);
                const canvas = document.querySelector(`[data-cell="${id ?? "stack"}"] .rr-masks`);
                const ratio = canvas.width / canvas.getBoundingClientRect().width;
                return [...canvas.getContext("2d").getImageData(Math.floor(at.x * ratio), Math.floor(at.y * ratio), 1, 1).data];
            },
            [cell, column, row],
        );
    const inside = (mask, x, y, z) => mask[(z * rows + y) * columns + x] === 1;

    /** Every pixel of a picture is covered just where the truth says. */
    const covers = (page, cell, width, height, expected, why) =>
        eventually(async () => {
            const wrong = [];
            const seen = await page.evaluate(
                ([id, w, h]) => {
                    const { pandokReading: hook } = globalThis;
                    const where = id === null ? hook : id === "side" ? hook.beside[0] : hook.planes.find((one) => one.id === id);
                    const canvas = document.querySelector(
                        id === "side" ? ".rr-side .rr-masks" : `[data-cell="${id ?? "stack"}"] .rr-masks`,
                    );
                    const ratio = canvas.width / canvas.getBoundingClientRect().width;
                    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                    const found = [];
                    for (let r = 0; r < h; r++)
                        for (let c = 0; c < w; c++) {
                            const at = where.placeOf(c, r);
                            found.push(data[(Math.floor(at.y * ratio) * canvas.width + Math.floor(at.x * ratio)) * 4 + 3] > 40 ? 1 : 0);
                        }
                    return found;
                },
                [cell, width, height],
            );
            for (let r = 0; r < height; r++)
                for (let c = 0; c < width; c++) if ((seen[r * width + c] === 1) !== expected(c, r)) wrong.push([c, r]);
            assert.deepEqual(wrong.slice(0, 5), [], `${why}: ${String(wrong.length)} of ${String(width * height)} pixels`);
        });

    test("masks lie on the right pixels in the stack and in all three planes; volumes, shares, jumps and hiding", async () => {
        const { context, page, faults } = await open();
        await page.getByRole("button", { name: /^Segments/ }).click();
        const volume = (mask) => mask.reduce((sum, voxel) => sum + voxel, 0) * millilitres;
        const row = page.locator("tr[data-segment='2']");
        await eventually(async () => assert.match(await page.locator("tr[data-segment='1']").innerText(), /Left lung/));
        const text = await page.locator(".rr-maskpane").innerText();
        assert.ok(text.includes(`${volume(truth.lung).toFixed(1)} mL`), text);
        assert.ok(text.includes(`${volume(truth.lesion).toFixed(2)} mL`), text);
        assert.match(text, /Automatic · by peer-net/);
        assert.match(text, /Manual/);
        assert.match(text, /It lies between the pixels of the images/);
        await page.locator("select[name=mask-of]").selectOption("1");
        const part = (volume(truth.lesion) / volume(truth.lung)) * 100;
        await eventually(async () => assert.ok((await row.innerText()).includes(`${part.toFixed(2)} %`), await row.innerText()));

        // Outlines lie on the borders of pixels; what is asked for are the pixels themselves.
        await page.locator("input[name=mask-outline]").uncheck();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Alt+2");
        await until(
            page,
            () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every((one) => one.slice !== null),
        );
        await row.getByRole("button", { name: /largest slice/ }).click();
        const largest = [...Array(slices).keys()].map((z) =>
            truth.lesion.subarray(z * rows * columns, (z + 1) * rows * columns).reduce((a, b) => a + b, 0),
        );
        const z = largest.indexOf(Math.max(...largest));
        await until(page, (slice) => globalThis.pandokReading.slice === slice, z);
        const planes = await page.evaluate(() => globalThis.pandokReading.planes.map(({ id, plane, slice }) => ({ id, plane, slice })));
        const [y, x] = [planes.find((one) => one.plane === "coronal").slice, planes.find((one) => one.plane === "sagittal").slice];
        assert.ok(inside(truth.lesion, x, y, z), "all views jumped into the lesion");
        await covers(page, null, columns, rows, (c, r) => inside(truth.lung, c, r, z), "stack");
        await covers(page, "a", columns, slices, (c, r) => inside(truth.lung, c, y, slices - 1 - r), "coronal");
        await covers(page, "b", rows, slices, (c, r) => inside(truth.lung, x, c, slices - 1 - r), "sagittal");
        await page.locator("select[name=slab-c]").selectOption("thin");
        await until(page, (slice) => globalThis.pandokReading.planes[2].slice === slice, z);
        await covers(page, "c", columns, rows, (c, r) => inside(truth.lung, c, r, z), "axial");

        // Off, the lesion still lies in the lung; with the lung off it stands alone.
        await page.getByRole("checkbox", { name: "Show Left lung" }).uncheck();
        await covers(page, null, columns, rows, (c, r) => inside(truth.lesion, c, r, z), "the lesion alone");
        await covers(page, "a", columns, slices, (c, r) => inside(truth.lesion, c, y, slices - 1 - r), "the lesion alone, coronal");
        await page.getByRole("textbox", { name: "Colour of Nodule" }).or(page.locator("input[type=color]").nth(1)).first().fill("#00ff00");
        await page.locator("input[name=mask-opacity]").fill("100");
        await eventually(async () => assert.deepEqual(await maskAt(page, null, x, y), [0, 255, 0, 255]));
        await page.locator("#rr-image").focus();
        await page.keyboard.press("g");
        await eventually(async () => assert.equal((await maskAt(page, null, x, y))[3], 0, "hidden by a key"));
        await page.keyboard.press("g");
        await eventually(async () => assert.equal((await maskAt(page, null, x, y))[3], 255, "and back"));
        assert.deepEqual(faults, []);
        await context.close();
    });

    test("on turned planes masks lie where the truth does, and a jump goes through the segment", async () => {
        const { context, page, faults } = await open();
        await page.getByRole("button", { name: /^Segments/ }).click();
        await page.locator("input[name=mask-outline]").uncheck();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Alt+2");
        await until(
            page,
            () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every((one) => one.slice !== null),
        );
        await page.locator("select[name=slab-c]").selectOption("thin");
        await page.locator("#rr-image").focus();
        await page.keyboard.press("x");
        await page.locator("#rr-plane-a").focus();
        for (let i = 0; i < 5; i++) await page.keyboard.press("BracketRight");
        await page.locator("#rr-plane-b").focus();
        for (let i = 0; i < 6; i++) await page.keyboard.press("BracketLeft");
        await until(page, () => globalThis.pandokReading.planes.filter(({ tilt }) => tilt > 20).length >= 2);
        await page
            .locator("tr[data-segment='2']")
            .getByRole("button", { name: /largest slice/ })
            .click();
        // The lesion is a ball about voxel 66, 30, 8: every plane goes through its middle, within a voxel.
        const centre = [66 * 1.25 - 60, 30 * 1.5 - 55.5, 8 * 3 + 100];
        for (const id of ["a", "b", "c"])
            await eventually(async () => {
                const off = await page.evaluate(
                    ([one, at]) => globalThis.pandokReading.planes.find((cell) => cell.id === one).placeOfPoint(at).off,
                    [id, centre],
                );
                assert.ok(Math.abs(off) < 1.6, `${id} goes ${String(off)} mm past the lesion's middle`);
            });
        const lies = (mask, [px, py, pz]) => {
            const [x, y, z] = [(px + 60) / 1.25, (py + 55.5) / 1.5, (pz - 100) / 3].map(Math.round);
            return x >= 0 && y >= 0 && z >= 0 && x < columns && y < rows && z < slices && inside(mask, x, y, z);
        };
        const steps = [-1, 0, 1].flatMap((x) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => [x, y, z])));
        for (const id of ["a", "b", "c"])
            await eventually(async () => {
                // Points of the patient that lie in the picture, each with whether something is drawn there.
                const seen = await page.evaluate((one) => {
                    const cell = globalThis.pandokReading.planes.find((plane) => plane.id === one);
                    const canvas = document.querySelector(`[data-cell="${one}"] .rr-masks`);
                    const ratio = canvas.width / canvas.getBoundingClientRect().width;
                    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                    const found = [];
                    for (let x = -58; x < 60; x += 2)
                        for (let y = -54; y < 60; y += 2)
                            for (let z = 100; z < 170; z += 2) {
                                const place = cell.placeOfPoint([x, y, z]);
                                if (Math.abs(place.off) > 0.2) continue;
                                const at = [Math.floor(place.x * ratio), Math.floor(place.y * ratio)];
                                if (at.some((part) => part < 0) || at[0] >= canvas.width || at[1] >= canvas.height) continue;
                                found.push({ point: [x, y, z], covered: data[(at[1] * canvas.width + at[0]) * 4 + 3] > 40 });
                            }
                    return found;
                }, id);
                const wrong = [];
                let [checked, covered] = [0, 0];
                for (const { point, covered: is } of seen) {
                    // A pixel has the label of its middle: at the rim of the mask a point may have another.
                    const truths = new Set(
                        steps.map((step) =>
                            lies(
                                truth.lung,
                                point.map((part, i) => part + step[i]),
                            ),
                        ),
                    );
                    if (truths.size > 1) continue;
                    checked++;
                    if (truths.has(true)) covered++;
                    if (truths.has(true) !== is) wrong.push(point);
                }
                assert.deepEqual(wrong.slice(0, 5), [], `${id}: ${String(wrong.length)} of ${String(checked)} points`);
                assert.ok(checked > 300 && covered > 20, `${id}: ${String(covered)} of ${String(checked)} points lie in the lung`);
            });
        assert.deepEqual(faults, []);
        await context.close();
    });

    test("3D shows the body where it is, crops it, and a click moves the planes", async () => {
        const { context, page, faults } = await open({ viewport: { width: 900, height: 600 } });
        await page.locator("#rr-image").focus();
        await page.keyboard.press("v");
        await until(page, () => globalThis.pandokVolume !== undefined);
        await page.locator("select[name=volume-preset]").selectOption("ctSoft");
        const box = await page.locator(".rr-volume-picture").boundingBox();
        const middle = { x: Math.round(box.width / 2), y: Math.round(box.height / 2) };
        const bright = (points) => page.evaluate((at) => globalThis.pandokVolume.coloursAt(at).map(([r, g, b]) => r + g + b), points);
        await eventually(async () => {
            const [centre, corner] = await bright([middle, { x: 3, y: 3 }]);
            assert.ok(centre > 150, `the body is bright: ${String(centre)}`);
            assert.equal(corner, 0, "around it is nothing");
        }, 60_000);
        // A click on the body: the planes go to its front.
        await page.mouse.click(box.x + middle.x, box.y + middle.y);
        await eventually(async () => {
            const coronal = await page.evaluate(() => globalThis.pandokReading.planes.find((one) => one.plane === "coronal").slice);
            // The front of a ball of 50 mm around row 40, rows of 1.5 mm.
            assert.ok(coronal >= 4 && coronal <= 12, `row ${String(coronal)}`);
        });
        // Without its front half the ball is cut at its middle; without its left side the left of the picture is empty.
        await page.evaluate(() => (globalThis.pandokVolume.crop = [0, 0.3, 0, 1, 0, 1]));
        await eventually(async () => assert.ok((await bright([middle]))[0] < 30, "cropped away"), 60_000);
        await page.evaluate(() => (globalThis.pandokVolume.crop = [0, 1, 0, 1, 0, 1]));
        await eventually(async () => assert.ok((await bright([middle]))[0] > 150, "and back"), 60_000);
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Close 3D" }).click();
        await until(page, () => globalThis.pandokVolume === undefined);
        assert.deepEqual(faults, []);
        await context.close();
    });

    test("the same series beside, in another window, wears the masks too", async () => {
        const { context, page, faults } = await open();
        await page.getByRole("button", { name: /^Segments/ }).click();
        await page.locator("input[name=mask-outline]").uncheck();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Alt+4");
        await until(page, () => globalThis.pandokReading.beside[0]?.slice === globalThis.pandokReading.slice);
        const z = await page.evaluate(() => globalThis.pandokReading.slice);
        await covers(page, "side", columns, rows, (c, r) => inside(truth.lung, c, r, z), "beside");
        assert.deepEqual(faults, []);
        await context.close();
    });
});
