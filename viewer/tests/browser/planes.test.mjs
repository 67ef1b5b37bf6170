/* global document */
/** Planes turned to any angle: by mouse, touch and key, pixels against the phantom's values at points of the patient. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";
import { patches } from "./phantom.mjs";

const axe = resolve(import.meta.dirname, "../../node_modules/axe-core/axe.min.js");
const grey = (hu, center, width) => Math.round(Math.max(0, Math.min(1, (hu - (center - 0.5)) / (width - 1) + 0.5)) * 255);
const rad = (angle) => (angle * Math.PI) / 180;
/** Of the mock's CT: 0.7 mm, 5 mm from slice to slice. */
const origin = [-179.2, -183.4, -312.5];
const pointOf = (column, row, slice) => [origin[0] + column * 0.7, origin[1] + row * 0.7, origin[2] + slice * 5];
const plus = (p, d) => p.map((part, i) => part + d[i]);
/** In the patch that tells the slice, values rise by 8 HU a millimetre towards the head. */
const huAt = (z) => -1000 + 8 * (z - origin[2]);
const near = (value, expected, tolerance, what) =>
    assert.ok(Math.abs(value - expected) <= tolerance, `${what}: ${String(value)} instead of ${String(expected)}`);

describe("turned planes in a browser", () => {
    let mock;
    let browser;
    let context;
    let page;
    let faults;
    const centre = pointOf(patches.water.column, patches.water.row, 20);
    /** From the centre to the middle of the other patch. */
    const across = (patches.slice.column - patches.water.column) * 0.7;

    before(async () => {
        mock = await start();
        browser = await launch({ webgl: false });
    });
    after(async () => {
        await browser.close();
        mock.stop();
    });
    beforeEach(() => {
        mock.reset();
    });
    afterEach(async () => {
        await context?.close();
        assert.deepEqual(faults, []);
    });

    /** 2 x 2 with the crosshairs in the water of slice 20; thin planes, window 40/400. */
    async function open({ language = "en", touch = false } = {}) {
        faults = [];
        mock.set({ language });
        context = await browser.newContext({ viewport: { width: 1440, height: 900 }, hasTouch: touch });
        page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(`${mock.address}/read/${studies.ct}?surface=2d`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number" && globalThis.pandokReading.framesLoaded >= globalThis.pandokReading.slices); // prettier-ignore
        await page.keyboard.press("2");
        await page.keyboard.press("Alt+2");
        await until(page, () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every((one) => one.slice !== null)); // prettier-ignore
        await page.locator("select[name=slab-c]").selectOption("thin");
        await page.evaluate(() => globalThis.pandokReading.goTo(20));
        await page.locator("#rr-image").focus();
        await page.keyboard.press("x");
        const box = await page.locator("#rr-image").boundingBox();
        const at = await page.evaluate(([c, r]) => globalThis.pandokReading.placeOf(c, r), [patches.water.column, patches.water.row]);
        await page.mouse.click(box.x + at.x, box.y + at.y);
        await until(page, ([c, r]) => globalThis.pandokReading.planes.map(({ slice }) => slice).join() === `${String(r)},${String(c)},20`, [
            patches.water.column,
            patches.water.row,
        ]);
    }

    const cellOf = (id) => page.evaluate((one) => globalThis.pandokReading.planes.find((cell) => cell.id === one), id);
    const tilts = async () =>
        (await page.evaluate(() => globalThis.pandokReading.planes.map(({ tilt }) => tilt))).map((one) => Number(one.toFixed(1)));
    /** The plane goes through the point, and shows the value there. */
    const shows = (id, point, hu, why, tolerance = 2) =>
        eventually(async () => {
            const [place, colour, quality] = await page.evaluate(
                ([one, at]) => {
                    const cell = globalThis.pandokReading.planes.find((plane) => plane.id === one);
                    const found = cell.placeOfPoint(at);
                    return [found, cell.colourAt(found), cell.quality];
                },
                [id, point],
            );
            near(place.off, 0, 0.36, `${why}: distance from the plane`);
            assert.equal(quality, "lossless");
            near(colour[0], grey(hu, 40, 400), tolerance, why);
        });
    /** Middle of the grips of a line on the page, by name of the line. */
    const gripsOf = async (cell, line) => {
        const boxes = await page.locator(`[data-cell="${cell}"] circle[data-grip="${line}"]`).all();
        return Promise.all(
            boxes.map(async (one) => {
                const { x, y, width, height } = await one.boundingBox();
                return { x: x + width / 2, y: y + height / 2 };
            }),
        );
    };
    const crossingOf = (cell, point) =>
        page.evaluate(
            ([one, at]) => {
                const box = document.getElementById(`rr-plane-${one}`).getBoundingClientRect();
                const found = globalThis.pandokReading.planes.find((plane) => plane.id === one).placeOfPoint(at);
                return { x: box.left + found.x, y: box.top + found.y };
            },
            [cell, point],
        );
    /** Where a grip goes when its line turns by an angle, clockwise. */
    const turned = (grip, about, angle) => {
        const [x, y, c, s] = [grip.x - about.x, grip.y - about.y, Math.cos(rad(angle)), Math.sin(rad(angle))];
        return { x: about.x + c * x - s * y, y: about.y + s * x + c * y };
    };
    /** The right one of a line's grips. */
    const rightmost = (grips) => grips.reduce((a, b) => (b.x > a.x ? b : a));

    /** All that is to be seen after the coronal plane's cross was turned by 8 degrees, left of the patient upwards. */
    async function checkTurned() {
        await eventually(async () => assert.deepEqual(await tilts(), [0, 8, 8]));
        const up = across * Math.tan(rad(8));
        await shows("c", centre, 0, "water in the middle");
        await shows("c", plus(centre, [across, 0, up]), huAt(centre[2] + up), "where the axial plane has risen to");
        await shows("a", plus(centre, [0, 0, 30]), 0, "the coronal plane has stayed");
        // The sagittal plane leaves the water where it has moved out of it sideways.
        const aside = (z) => plus(centre, [-z * Math.tan(rad(8)), 0, z]);
        await shows("b", aside(45), 0, "still water");
        await shows("b", aside(80), -1000, "no longer");
        await shows("b", plus(aside(45), [0, 60, 0]), -1000, "air behind the water");
        // Names and lines follow the state a moment later.
        await eventually(async () => {
            for (const id of ["b", "c"]) assert.match(await page.locator(`[data-cell="${id}"] .rr-tl`).innerText(), /Oblique 8°/);
            assert.doesNotMatch(await page.locator('[data-cell="a"] .rr-tl').innerText(), /Oblique/);
            const line = await page.locator('[data-cell="a"] line[data-line="axial"]').evaluate((one) => ["x1", "y1", "x2", "y2"].map((name) => Number(one.getAttribute(name)))); // prettier-ignore
            near(Math.abs((line[3] - line[1]) / (line[2] - line[0])), Math.tan(rad(8)), 0.005, "slope of the line");
            assert.equal(await page.locator('[data-cell="stack"] .rr-crosslines line').count(), 3);
        });
    }

    test("a grip drags both other planes around; rough while it is held, whole at rest; the straight button brings them back", async () => {
        await open();
        assert.equal(await page.locator(".rr-straight").count(), 0);
        const about = await crossingOf("a", centre);
        const grip = rightmost(await gripsOf("a", "horizontal"));
        const straight = await cellOf("c");
        await page.mouse.move(grip.x, grip.y);
        await eventually(async () =>
            assert.equal(await page.locator('[data-cell="a"] .rr-crosslines').getAttribute("data-held"), "horizontal"),
        );
        await page.mouse.down();
        for (const angle of [-2, -4, -6, -8]) {
            const to = turned(grip, about, angle);
            await page.mouse.move(to.x, to.y);
        }
        await until(page, () => globalThis.pandokReading.planes.slice(1).every(({ quality }) => quality === "preview"));
        await page.mouse.up();
        await checkTurned();
        // Its picture neither jumps nor changes its size: the centre stays where it was.
        const after = await crossingOf("a", centre);
        near(Math.hypot(after.x - about.x, after.y - about.y), 0, 0.5, "the crossing on the page");

        // A press with the crosshairs: all planes and the stack go through the point.
        const point = plus(centre, [across, 0, across * Math.tan(rad(8))]);
        const place = await crossingOf("c", point);
        await page.mouse.click(place.x, place.y);
        await until(page, (slice) => globalThis.pandokReading.slice === slice, 27);
        for (const id of ["a", "b", "c"]) await shows(id, point, huAt(point[2]), `${id} through the point that was pressed`, 4);

        // Scrolling goes along the normal, by the finest spacing.
        const slices = (await cellOf("c")).slice;
        await page.evaluate(([i]) => globalThis.pandokReading.planes[2].goTo(i), [slices + 5]);
        await until(page, (i) => globalThis.pandokReading.planes[2].slice === i, slices + 5);
        await shows("c", plus(point, [0, 0, 3.5 / Math.cos(rad(8))]), huAt(point[2] + 3.5 / Math.cos(rad(8))), "five images on", 4);

        await page.getByRole("button", { name: "Straighten" }).first().click();
        await until(page, () => globalThis.pandokReading.planes.every(({ tilt }) => tilt === 0));
        await page.locator(".rr-straight").first().waitFor({ state: "detached" });
        await eventually(async () => {
            const back = await cellOf("c");
            assert.deepEqual([back.plane, back.slices, back.slice], [straight.plane, straight.slices, 28]);
        });
        await shows("c", pointOf(patches.slice.column, patches.slice.row, 28), patches.slice.hu(28), "the slice itself");
        await eventually(async () => assert.equal(await page.locator('[data-cell="stack"] .rr-crosslines line').count(), 2));
    });

    test("a finger takes a grip from 20 pixels away; a second finger gives it back", async () => {
        await open({ touch: true });
        const cdp = await context.newCDPSession(page);
        const send = (type, points) =>
            cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
        const about = await crossingOf("a", centre);
        const grip = rightmost(await gripsOf("a", "horizontal"));
        // Along the line: the angle is the same.
        const off = { x: grip.x - 20, y: grip.y };
        await send("touchStart", [off]);
        for (const angle of [-3, -6, -8]) await send("touchMove", [turned(off, about, angle)]);
        await send("touchEnd", []);
        await checkTurned();
        const [again] = await gripsOf("a", "axial");
        await send("touchStart", [again]);
        await send("touchMove", [turned(again, about, 10)]);
        await eventually(async () => assert.notDeepEqual(await tilts(), [0, 8, 8]));
        await send("touchStart", [turned(again, about, 10), { x: about.x + 60, y: about.y + 60 }]);
        await send("touchEnd", []);
        await eventually(async () => assert.deepEqual(await tilts(), [0, 8, 8]));
    });

    test("keys turn by five degrees and by one, also twice over; a slab lies along the normal; R straightens", async () => {
        await open();
        await page.locator("#rr-plane-a").focus();
        await page.keyboard.press("BracketLeft");
        for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+BracketLeft");
        await checkTurned();
        // About the sagittal plane's normal: what lies behind goes down.
        await page.locator("#rr-plane-b").focus();
        for (let i = 0; i < 4; i++) await page.keyboard.press("BracketRight");
        await eventually(async () => assert.deepEqual((await tilts())[1], 8));
        const rise = (dx, dy) => (Math.sin(rad(8)) * dx - Math.tan(rad(20)) * dy) / Math.cos(rad(8));
        for (const dy of [-6, 0, 6]) {
            const up = rise(across, dy);
            await shows("c", plus(centre, [across, dy, up]), huAt(centre[2] + up), `double oblique, ${String(dy)} mm behind`);
        }
        const tilt = (await tilts())[2];
        near(tilt, (Math.acos(Math.cos(rad(8)) * Math.cos(rad(20))) * 180) / Math.PI, 0.1, "of both together");
        await eventually(async () => assert.match(await page.locator('[data-cell="c"] .rr-tl').innerText(), /Oblique 21° · Axial/));
        // 14 images in 10 mm, 0.7 mm apart: the outermost lie 4.55 mm from the middle.
        const [up, reach] = [rise(across, 0), 4.55 * Math.cos(rad(8)) * Math.cos(rad(20))];
        for (const [mode, by] of [
            ["mip", reach],
            ["minip", -reach],
            ["mean", 0],
        ]) {
            // prettier-ignore
            await page.locator("select[name=slab-c]").selectOption(mode);
            await shows("c", plus(centre, [across, 0, up]), huAt(centre[2] + up + by), `slab, ${mode}`, 4);
        }
        await page.locator("#rr-plane-b").focus();
        await page.keyboard.press("r");
        await until(page, () => globalThis.pandokReading.planes.every(({ tilt: one }) => one === 0));
        await page.locator(".rr-straight").first().waitFor({ state: "detached" });
        // There and back is straight again; over the stack the keys stay those of the series.
        await page.locator("#rr-plane-c").focus();
        await page.keyboard.press("BracketRight");
        await page.locator(".rr-straight").first().waitFor();
        await page.keyboard.press("BracketLeft");
        await page.locator(".rr-straight").first().waitFor({ state: "detached" });
        await page.keyboard.press("w");
        await page.keyboard.press("BracketRight");
        await until(page, () => globalThis.pandokReading.series === "2.25.1001.2");
    });

    test("the stack turns all planes about its own normal; nothing is measured on a turned plane; Korean", async () => {
        await open({ language: "ko" });
        const about = await page.evaluate(([c, r]) => {
            const box = document.getElementById("rr-image").getBoundingClientRect();
            const { x, y } = globalThis.pandokReading.placeOf(c, r);
            return { x: box.left + x, y: box.top + y };
        }, [patches.water.column, patches.water.row]); // prettier-ignore
        const grip = rightmost(await gripsOf("stack", "horizontal"));
        await page.mouse.move(grip.x, grip.y);
        await page.mouse.down();
        const to = turned(grip, about, 30);
        await page.mouse.move(to.x, to.y, { steps: 4 });
        await page.mouse.up();
        await eventually(async () => assert.deepEqual(await tilts(), [30, 30, 0]));
        await shows("a", plus(centre, [5 * Math.cos(rad(30)), 5 * Math.sin(rad(30)), 20]), 0, "along the turned line there is water");
        await shows("a", plus(centre, [30 * Math.cos(rad(30)), 30 * Math.sin(rad(30)), 20]), -1000, "and then air, where fat would be");
        await eventually(async () => assert.match(await page.locator('[data-cell="a"] .rr-tl').innerText(), /사위 단면 30° · 관상면/));
        await eventually(async () =>
            assert.deepEqual(await page.locator('[data-cell="a"] .rr-letter').allInnerTexts(), ["RA", "LP", "H", "F"]),
        );
        await page.addScriptTag({ content: await readFile(axe, "utf8") });
        const found = await page.evaluate(async () =>
            (await globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })).violations.map(
                (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`,
            ),
        );
        assert.deepEqual(found, []);
        await page.keyboard.press("l");
        await page.locator("#rr-plane-a").click();
        await page.getByText("원본 영상에서 계측하세요").first().waitFor();
        await page.getByRole("button", { name: "원래 방향" }).first().click();
        await eventually(async () => assert.deepEqual(await tilts(), [0, 0, 0]));
    });
});
