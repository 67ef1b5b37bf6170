/* global document */
/** Segments edited in the reading room of the built server; what is kept is read by pydicom and dciodvfy. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { eventually, launch, until } from "./browser.mjs";
import { startNodeWith } from "./node.mjs";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../..");
const [columns, rows, slices] = [96, 80, 24];
const [dx, dy, dz] = [1.25, 1.5, 3];
const millilitres = (dx * dy * dz) / 1000;
const missing = existsSync(join(root, "artifacts/pandok/pandok")) ? null : "artifacts/pandok/pandok is not there: ./dev build first";
const voxel = (x, y, z) => (z * rows + y) * columns + x;
const count = (mask) => mask.reduce((sum, one) => sum + one, 0);
const threeDigits = (value) => value.toPrecision(3);

describe("editing segments in a browser, from the built server", { skip: missing ?? false }, () => {
    let node;
    let browser;
    let truth;
    let folder;

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "pandok-editing-"));
        node = await startNodeWith(async (sent, home) => {
            const made = join(home, "made");
            await mkdir(made);
            await run("/usr/bin/python3", [join(root, "tests/peers/segmentations.py"), made]);
            const [lung, lesion] = await Promise.all(["lung", "lesion"].map((name) => readFile(join(made, `truth-${name}.bin`))));
            truth = { lung, lesion };
            for (let z = 0; z < slices; z++) {
                const name = `ct-${String(z).padStart(2, "0")}.dcm`;
                await rename(join(made, name), join(sent, name));
            }
            await rename(join(made, "seg-binary.dcm"), join(sent, "seg-binary.dcm"));
            return 2;
        });
        browser = await launch({ webgl: false });
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
        await rm(folder, { recursive: true, force: true });
    });

    async function open({ touch = false } = {}) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, hasTouch: touch });
        const [name, value] = node.cookie.split("=");
        await context.addCookies([{ name, value, url: node.address }]);
        const page = await context.newPage();
        const faults = [];
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(`${node.address}/read/${node.study}?surface=2d`);
        await until(page, (wanted) => globalThis.pandokReading?.framesLoaded >= wanted && globalThis.pandokReading.slice !== null, slices);
        await page.getByRole("button", { name: /^Segments/ }).click();
        return { context, page, faults };
    }

    const goTo = async (page, z) => {
        await page.evaluate((slice) => globalThis.pandokReading.goTo(slice), z);
        await until(page, (slice) => globalThis.pandokReading.slice === slice, z);
    };
    /** Of the page, for a place between pixels given in image points. */
    const place = async (page, x, y) => {
        const box = await page.locator("#rr-image").boundingBox();
        const at = await page.evaluate(([c, r]) => globalThis.pandokReading.placeOf(c - 0.5, r - 0.5), [x, y]);
        return [box.x + at.x, box.y + at.y];
    };
    async function drag(page, from, to) {
        await page.mouse.move(...(await place(page, ...from)));
        await page.mouse.down();
        await page.mouse.move(...(await place(page, ...to)), { steps: 7 });
        await page.mouse.up();
    }
    /** Opacity of the masks over a pixel of the stack (null) or of a plane. */
    const alphaAt = (page, cell, column, row) =>
        page.evaluate(
            ([id, c, r]) => {
                const where = id === null ? globalThis.pandokReading : globalThis.pandokReading.planes.find((one) => one.id === id);
                const at = where.placeOf(c, r);
                const canvas = document.querySelector(`[data-cell="${id ?? "stack"}"] canvas.rr-masks`);
                const ratio = canvas.width / canvas.getBoundingClientRect().width;
                return canvas.getContext("2d").getImageData(Math.floor(at.x * ratio), Math.floor(at.y * ratio), 1, 1).data[3];
            },
            [cell, column, row],
        );
    const listed = async () => (await (await node.get(`/api/studies/${node.study}/segmentations`)).json()).items;
    const newest = async () => (await listed()).filter(({ replacedBy, author }) => replacedBy === null && author !== null).at(-1);
    /** What a foreign program reads of a segmentation in the archive; and what a validator says. */
    async function foreign(instance) {
        const [found] = await (await node.get(`/dicom-web/instances?SOPInstanceUID=${instance}`)).json();
        const [study, series] = ["0020000D", "0020000E"].map((tag) => found[tag].Value[0]);
        const answer = await node.get(`/dicom-web/studies/${study}/series/${series}/instances/${instance}`);
        const body = Buffer.from(await answer.arrayBuffer());
        const boundary = /boundary="?([^";]+)/.exec(answer.headers.get("content-type"))[1];
        const file = join(folder, `${instance}.dcm`);
        await writeFile(file, body.subarray(body.indexOf("\r\n\r\n") + 4, body.lastIndexOf(`\r\n--${boundary}`)));
        const { stdout } = await run("/usr/bin/python3", [join(root, "tests/peers/read_segmentation.py"), file], { maxBuffer: 1 << 26 });
        const said = await run("dciodvfy", ["-new", file]).then(
            ({ stderr, stdout: out }) => stderr + out,
            ({ stderr, stdout: out }) => stderr + out,
        );
        const read = JSON.parse(stdout);
        const masks = Object.fromEntries(Object.entries(read.voxels).map(([number, text]) => [number, Buffer.from(text, "base64")]));
        return { ...read, masks, errors: said.split("\n").filter((line) => line.startsWith("Error")) };
    }
    const differing = (mask, expected) => {
        const wrong = [];
        for (let i = 0; i < mask.length; i++)
            if (mask[i] !== expected[i]) wrong.push([i % columns, Math.floor(i / columns) % rows, Math.floor(i / columns / rows), mask[i]]);
        return wrong;
    };
    /** The same without those pixels whose middle lies within a rounding of the brush's border. */
    const dab = (x, y, from, to, radius) => {
        const [ax, ay, bx, by] = [from[0] * dx, from[1] * dy, to[0] * dx, to[1] * dy];
        const [px, py] = [(x + 0.5) * dx, (y + 0.5) * dy];
        const length = (bx - ax) ** 2 + (by - ay) ** 2;
        const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length));
        return Math.hypot(px - ax - along * (bx - ax), py - ay - along * (by - ay)) - radius;
    };

    test("brush, undo, eraser and saving: the version in the archive is what was drawn, and the lung under it stays", async () => {
        const { context, page, faults } = await open();
        await page.getByRole("button", { name: "Edit", exact: true }).click();
        const panel = page.getByRole("region", { name: "Editing" });
        await panel.getByRole("radio", { name: /Nodule/ }).check();
        await panel.locator("input[name=mask-size]").fill("9");
        await panel.getByRole("button", { name: "Brush" }).click();
        const before = count(truth.lesion);
        await goTo(page, 15);
        await drag(page, [30, 30], [50, 44]);
        const shown = panel.locator("[data-edit-segment='2']");
        await eventually(async () => assert.ok(!(await shown.innerText()).includes(`${threeDigits(before * millilitres)} mL`)));
        const drawn = await shown.innerText();
        // A second stroke, undone by the key, and done again, and undone.
        await drag(page, [70, 60], [72, 62]);
        await eventually(async () => assert.notEqual(await shown.innerText(), drawn));
        await page.locator("#rr-image").focus();
        await page.keyboard.press("Control+z");
        await eventually(async () => assert.equal(await shown.innerText(), drawn));
        await page.keyboard.press("Control+Shift+z");
        await eventually(async () => assert.notEqual(await shown.innerText(), drawn));
        await page.keyboard.press("Control+z");
        await goTo(page, 8);
        await panel.getByRole("button", { name: "Eraser" }).click();
        await drag(page, [66, 30], [66, 30]);
        await panel.locator("input[name=mask-name]").fill("Corrected");
        await panel.getByRole("button", { name: "Save version" }).click();
        await page.getByText("Saved as a new version.").waitFor();
        const kept = await newest();
        assert.equal(kept.description ?? kept.label, "Corrected");

        const read = await foreign(kept.instance);
        assert.deepEqual(read.errors, []);
        assert.deepEqual(differing(read.masks[1], truth.lung), [], "the lung is as it was");
        const near = [];
        for (let z = 0; z < slices; z++)
            for (let y = 0; y < rows; y++)
                for (let x = 0; x < columns; x++) {
                    const [stroke, wiped] = [dab(x, y, [30, 30], [50, 44], 4.5), dab(x, y, [66, 30], [66, 30], 4.5)];
                    const expected = z === 15 && stroke <= 0 ? 1 : z === 8 && wiped <= 0 ? 0 : truth.lesion[voxel(x, y, z)];
                    const isEdge = (z === 15 && Math.abs(stroke) < 0.7) || (z === 8 && Math.abs(wiped) < 0.7);
                    if (!isEdge && read.masks[2][voxel(x, y, z)] !== expected) near.push([x, y, z]);
                }
        assert.deepEqual(near, []);
        assert.ok(count(read.masks[2].subarray(voxel(0, 0, 15), voxel(0, 0, 16))) > 60, "the stroke is there");
        // The page shows the new version with its volume, and keeps the old one at hand.
        const text = await page.locator(".rr-maskpane").innerText();
        assert.ok(text.includes(`${threeDigits(count(read.masks[2]) * millilitres)} mL`), text);
        assert.match(text, /Older versions/);
        assert.deepEqual(
            read.segments.map(({ type, algorithm }) => [type, algorithm ?? null]),
            [
                ["AUTOMATIC", "peer-net"],
                ["MANUAL", null],
            ],
        );
        assert.deepEqual(faults, []);
        await context.close();
    });

    test("a new segmentation grows in 3D to just the voxels of the value, and shows in all planes", async () => {
        const { context, page, faults } = await open();
        await page.getByRole("button", { name: "New segmentation" }).click();
        const panel = page.getByRole("region", { name: "Editing" });
        await panel.locator("select[name=mask-add]").selectOption("nodule");
        await panel.getByRole("button", { name: "Grow" }).click();
        await panel.locator("input[name=mask-tolerance]").fill("30");
        await goTo(page, 8);
        await page.mouse.click(...(await place(page, 66.5, 30.5)));
        const volume = `${threeDigits(count(truth.lesion) * millilitres)} mL`;
        await eventually(async () => assert.ok((await panel.locator("[data-edit-segment='1']").innerText()).includes(volume)));
        // What is outside the reach of the values is refused with a reason.
        await page.mouse.click(...(await place(page, 66.5, 30.5)));
        await page.getByText("Nothing to add here.").waitFor();
        await panel.getByRole("button", { name: "Save version" }).click();
        await page.getByText("Saved as a new version.").waitFor();
        const read = await foreign((await newest()).instance);
        assert.deepEqual(read.errors, []);
        assert.deepEqual(differing(read.masks[1], truth.lesion), []);
        // Alone on the pictures: in the middle of the lesion of each plane, and not beside it.
        await page.getByRole("checkbox", { name: "Show Left lung" }).uncheck();
        await page.getByRole("region", { name: "Corrected" }).getByRole("checkbox", { name: "Show Nodule" }).uncheck();
        await page.locator("#rr-image").focus();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Alt+2");
        await until(page, () => globalThis.pandokReading.planes.length === 3);
        await page
            .locator(".rr-maskpane")
            .getByRole("button", { name: /Go to the largest slice of Nodule/ })
            .last()
            .click();
        await until(
            page,
            () =>
                globalThis.pandokReading.planes.find(({ plane }) => plane === "coronal").slice === 30 &&
                globalThis.pandokReading.planes.find(({ plane }) => plane === "sagittal").slice === 66,
        );
        for (const [cell, inside, outside] of [
            [null, [66, 30], [60, 38]],
            ["a", [66, slices - 1 - 8], [60, slices - 1 - 12]],
            ["b", [30, slices - 1 - 8], [38, slices - 1 - 12]],
        ]) {
            await eventually(async () => assert.ok((await alphaAt(page, cell, ...inside)) > 40, `in ${String(cell)}`));
            assert.equal(await alphaAt(page, cell, ...outside), 0, `beside ${String(cell)}`);
        }
        assert.deepEqual(
            read.segments.map(({ type, algorithm }) => [type, algorithm]),
            [["SEMIAUTOMATIC", "Pandok region growing"]],
        );
        assert.deepEqual(faults, []);
        await context.close();
    });

    test("by keys alone, with a range of values; touch paints with one finger; planes refuse", async () => {
        const { context, page, faults } = await open({ touch: true });
        await page.getByRole("button", { name: "New segmentation" }).click();
        const panel = page.getByRole("region", { name: "Editing" });
        await panel.locator("select[name=mask-add]").selectOption("lesion");
        await panel.locator("input[name=mask-limited]").check();
        await panel.locator("input[name=mask-low]").fill("0");
        await panel.locator("input[name=mask-high]").fill("60");
        await goTo(page, 12);
        await page.locator("#rr-image").focus();
        const shown = panel.locator("[data-edit-segment='1']");
        const start = await shown.innerText();
        await page.keyboard.press("ArrowLeft");
        await page.keyboard.press("Enter");
        await eventually(async () => assert.notEqual(await shown.innerText(), start));
        const size = await panel.locator(".rr-mask-size span").innerText();
        await page.keyboard.press("]");
        await eventually(async () => assert.notEqual(await panel.locator(".rr-mask-size span").innerText(), size));
        const byKey = await shown.innerText();
        const [x, y] = await place(page, 40, 60);
        await page.touchscreen.tap(x, y);
        await eventually(async () => assert.notEqual(await shown.innerText(), byKey));
        // Air around the body is not in the range.
        const both = await shown.innerText();
        await page.mouse.click(...(await place(page, 3, 3)));
        await wait(200);
        assert.equal(await shown.innerText(), both);
        await page.keyboard.press("Alt+2");
        await until(
            page,
            () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every(({ slice }) => slice !== null),
        );
        const plane = await page.locator('[data-cell="a"] .rr-image').boundingBox();
        await panel.getByRole("button", { name: "Eraser" }).click();
        await page.mouse.click(plane.x + plane.width / 2, plane.y + plane.height / 2);
        await page.getByText("Edit on the acquired images, in the first cell.").waitFor();
        assert.deepEqual(faults, []);
        await context.close();
    });

    test("without a line nothing is lost, what was given up comes back, and who saves second is told", async () => {
        const { context, page, faults } = await open();
        await page.getByRole("region", { name: "Corrected" }).getByRole("button", { name: "Edit" }).click();
        const panel = page.getByRole("region", { name: "Editing" });
        await panel.getByRole("button", { name: "Brush" }).click();
        await goTo(page, 3);
        await drag(page, [20, 20], [30, 20]);
        await panel.getByText("Not saved yet.").waitFor();
        await context.setOffline(true);
        await panel.getByRole("button", { name: "Save version" }).click();
        await panel.getByText(/Not saved: no line/).waitFor();
        await panel.getByRole("button", { name: "Discard" }).click();
        await page.getByRole("button", { name: "Undo" }).click();
        await panel.getByText(/Not saved: no line/).waitFor();
        await context.setOffline(false);

        const other = await open();
        await other.page.getByRole("region", { name: "Corrected" }).getByRole("button", { name: "Edit" }).click();
        const theirs = other.page.getByRole("region", { name: "Editing" });
        await theirs.getByRole("button", { name: "Brush" }).click();
        await goTo(other.page, 4);
        await drag(other.page, [20, 20], [30, 20]);
        await theirs.getByRole("button", { name: "Save version" }).click();
        await other.page.getByText("Saved as a new version.").waitFor();
        const after = (await listed()).length;

        await panel.getByRole("button", { name: "Save version" }).click();
        await panel.getByText(/somebody saved a newer version/).waitFor();
        assert.equal((await listed()).length, after);
        await panel.getByRole("button", { name: "Keep as one of its own" }).click();
        await page.getByText("Saved as a new version.").waitFor();
        assert.equal((await listed()).length, after + 1);
        assert.deepEqual([...faults, ...other.faults], []);
        await other.context.close();
        await context.close();
    });
});
