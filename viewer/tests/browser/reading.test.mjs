/* global HTMLCanvasElement, performance, requestAnimationFrame, setTimeout, visualViewport */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";
import { patches } from "./phantom.mjs";

/** The grey PS3.3 C.11.2.1.2.1 asks for. */
function grey(hu, center, width) {
    const part = (hu - (center - 0.5)) / (width - 1) + 0.5;
    return Math.round(Math.max(0, Math.min(1, part)) * 255);
}

const colourOf = (page, patch) =>
    page.evaluate(({ column, row }) => globalThis.pandokReading.colourAt(globalThis.pandokReading.placeOf(column, row)), {
        column: patch.column,
        row: patch.row,
    });

async function near(page, patch, expected, why) {
    await eventually(async () => {
        const colour = await colourOf(page, patch);
        for (const part of colour) assert.ok(Math.abs(part - expected) <= 2, `${why}: ${String(colour)} instead of ${String(expected)}`);
    });
}

const hook = (page, name) => page.evaluate((one) => globalThis.pandokReading[one], name);
const settled = (page) =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))));

describe("the reading room in a browser", () => {
    let mock;
    let browser;
    let context;
    let page;
    let faults;
    /** Instances whose pixels this page asked for: what an earlier page still had under way is not among them. */
    let asked;

    before(async () => {
        mock = await start();
        browser = await launch();
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

    async function open(study, { query = "", surface = "cornerstone", viewport = { width: 1440, height: 900 }, touch = false } = {}) {
        faults = [];
        context = await browser.newContext({ viewport, hasTouch: touch, isMobile: touch });
        page = await context.newPage();
        await page.addInitScript(() => {
            globalThis.contexts = [];
            const real = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
                const made = real.call(this, kind, ...rest);
                if (kind === "webgl2" && made) globalThis.contexts.push(made);
                return made;
            };
        });
        page.on("pageerror", (error) => faults.push(error.message));
        asked = [];
        page.on("request", (request) => {
            const frame = /\/instances\/([\d.]+)\/frames\//.exec(request.url());
            if (frame) asked.push(frame[1]);
        });
        await page.goto(`${mock.address}/read/${study}${query}`);
        await until(page, (kind) => globalThis.pandokReading?.surface === kind && globalThis.pandokReading.slice !== null, surface);
        await settled(page);
    }
    const drawn = async (slice) => {
        await until(page, (wanted) => globalThis.pandokReading.slice === wanted, slice);
        await settled(page);
    };
    const windowed = async (center, width) => {
        await until(page, ([c, w]) => globalThis.pandokReading.window.center === c && globalThis.pandokReading.window.width === w, [
            center,
            width,
        ]);
        await settled(page);
    };

    for (const [surface, query] of [
        ["cornerstone", ""],
        ["canvas2d", "?surface=2d"],
    ]) {
        describe(`drawn by ${surface}`, () => {
            test("known values and windows give the known greys", async () => {
                await open(studies.ct, { surface, query });
                const all = async (center, width) => {
                    for (const [name, patch] of Object.entries(patches))
                        await near(
                            page,
                            patch,
                            grey(patch.hu(await hook(page, "slice")), center, width),
                            `${name} in ${String(center)}/${String(width)}`,
                        );
                };
                await all(-600, 1500);
                await page.keyboard.press("2");
                await windowed(40, 400);
                await all(40, 400);
                await page.keyboard.press("3");
                await windowed(400, 1800);
                await all(400, 1800);
                await page.keyboard.press("0");
                await windowed(-600, 1500);
                await all(-600, 1500);
            });

            test("scrolling by wheel, keys and rail shows that slice's pixels", async () => {
                await open(studies.ct, { surface, query });
                const check = async (slice) => {
                    await drawn(slice);
                    await near(page, patches.slice, grey(patches.slice.hu(slice), 40, 400), `slice ${String(slice)}`);
                };
                await page.keyboard.press("2");
                await check(19);
                await page.mouse.move(600, 500);
                await page.mouse.wheel(0, 100);
                await check(20);
                await page.keyboard.press("ArrowDown");
                await page.keyboard.press("ArrowDown");
                await check(22);
                await page.keyboard.press("PageDown");
                await check(32);
                await page.keyboard.press("End");
                await check(39);
                await page.keyboard.press("Home");
                await check(0);
                const rail = await page.locator(".rr-rail-track").boundingBox();
                await page.mouse.click(rail.x + 1, rail.y + rail.height * 0.5);
                await drawn(20);
            });

            test("a drag changes the window, and the picture with it", async () => {
                await open(studies.ct, { surface, query });
                const before = await colourOf(page, patches.lung);
                await page.mouse.move(500, 500);
                await page.mouse.down();
                await page.mouse.move(500, 420, { steps: 6 });
                await page.mouse.up();
                await until(page, () => globalThis.pandokReading.window.center < -700);
                await settled(page);
                const window = await hook(page, "window");
                await near(page, patches.lung, grey(-800, window.center, window.width), "after the drag");
                assert.notDeepEqual(await colourOf(page, patches.lung), before);
            });

            test("zoom, pan, flip and rotate keep values in their places; reset undoes them", async () => {
                await open(studies.ct, { surface, query });
                const whole = await page.evaluate(() => globalThis.pandokReading.picture());
                const check = async (why) => {
                    await settled(page);
                    for (const patch of [patches.lung, patches.water]) await near(page, patch, grey(patch.hu(19), -600, 1500), why);
                };
                await page.keyboard.press("f");
                await check("flipped");
                await page.keyboard.press("Shift+R");
                await check("rotated");
                await page.keyboard.press("p");
                await page.mouse.move(600, 500);
                await page.mouse.down();
                await page.mouse.move(570, 470, { steps: 4 });
                await page.mouse.up();
                await check("panned");
                await page.keyboard.press("i");
                await near(page, patches.lung, 255 - grey(-800, -600, 1500), "inverted");
                await page.keyboard.press("r");
                await settled(page);
                await page.mouse.move(500, 500);
                await page.keyboard.press("z");
                await page.mouse.down();
                await page.mouse.move(500, 430, { steps: 4 });
                await page.mouse.up();
                await until(page, () => globalThis.pandokReading.zoom > 1.3);
                await page.keyboard.press("r");
                await until(page, () => globalThis.pandokReading.zoom === 1);
                await eventually(async () => {
                    assert.equal(await page.evaluate(() => globalThis.pandokReading.picture()), whole);
                });
            });

            test("MONOCHROME1 is white where values are low, and colour keeps its colours", async () => {
                await open(studies.xray, { surface, query });
                await near(page, { column: 40, row: 40 }, 255, "lowest value");
                await near(page, { column: 984, row: 40 }, 0, "highest value");
                await page.keyboard.press("BracketRight");
                await until(page, () => globalThis.pandokReading.series === "2.25.1002.2");
                await eventually(async () => {
                    assert.deepEqual(await colourOf(page, { column: 50, row: 120 }), [255, 0, 0]);
                    assert.deepEqual(await colourOf(page, { column: 160, row: 120 }), [0, 255, 0]);
                    assert.deepEqual(await colourOf(page, { column: 270, row: 120 }), [0, 0, 255]);
                });
            });
        });
    }

    test("both surfaces put every edge in the same place", async () => {
        const edges = async () =>
            page.evaluate(() => {
                const { colourAt, placeOf } = globalThis.pandokReading;
                const at = placeOf(180, 60);
                const row = [];
                for (let x = at.x - 60; x < at.x + 60; x++) row.push(colourAt({ x, y: at.y })[0]);
                return row;
            });
        await open(studies.ct);
        await near(page, patches.lung, grey(-800, -600, 1500), "drawn");
        const gpu = await edges();
        await context.close();
        await open(studies.ct, { surface: "canvas2d", query: "?surface=2d" });
        await near(page, patches.lung, grey(-800, -600, 1500), "drawn");
        const flat = await edges();
        const different = gpu.filter((value, i) => Math.abs(value - flat[i]) > 24).length;
        assert.ok(different <= 2, `${String(different)} of ${String(gpu.length)} points differ: ${String(gpu)} / ${String(flat)}`);
    });

    test("the value under the mouse is the value of the file", async () => {
        await open(studies.ct);
        const box = await page.locator("#rr-image").boundingBox();
        for (const [name, patch] of Object.entries(patches)) {
            const at = await page.evaluate(({ column, row }) => globalThis.pandokReading.placeOf(column, row), {
                column: patch.column,
                row: patch.row,
            });
            await page.mouse.move(box.x + at.x, box.y + at.y);
            await eventually(async () => {
                assert.equal(await page.locator(".rr-value").getAttribute("data-value"), String(patch.hu(19)), name);
            });
        }
    });

    test("a lost WebGL context leaves the picture, drawn in 2D", async () => {
        await open(studies.ct);
        await page.evaluate(() => {
            for (const context of globalThis.contexts) context.getExtension("WEBGL_lose_context")?.loseContext();
        });
        await until(page, () => globalThis.pandokReading.surface === "canvas2d");
        await settled(page);
        await near(page, patches.lung, grey(-800, -600, 1500), "after the loss");
    });

    test("without WebGL the images are there all the same", async () => {
        const bare = await launch({ webgl: false });
        try {
            const only = await bare.newPage();
            await only.goto(`${mock.address}/read/${studies.ct}`);
            await until(only, () => typeof globalThis.pandokReading?.slice === "number" && globalThis.pandokReading.framesLoaded === 40);
            await until(only, () => globalThis.pandokReading.surface === "canvas2d");
            await near(only, patches.lung, grey(-800, -600, 1500), "2D");
        } finally {
            await bare.close();
        }
        faults = [];
    });

    test("the first image is there before the room, can be scrolled, and the room takes over in its place", async () => {
        faults = [];
        context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        let letRoomIn;
        const held = new Promise((done) => (letRoomIn = done));
        await page.route("**/assets/room-*.js", async (route) => {
            await held;
            await route.continue();
        });
        await page.goto(`${mock.address}/read/${studies.ct}`);
        await page.waitForFunction(() => performance.getEntriesByName("first-image").length === 1, null, { timeout: 20_000 });
        assert.equal(await page.evaluate(() => globalThis.pandokReading === undefined), true);
        const first = await page.locator(".rr-first .rr-image").boundingBox();
        await page.mouse.move(600, 500);
        await page.mouse.wheel(0, 100);
        await page.keyboard.press("ArrowDown");
        letRoomIn();
        await until(page, () => globalThis.pandokReading?.slice === 21 && globalThis.pandokReading.surface === "cornerstone");
        assert.deepEqual(await page.locator("#rr-image").boundingBox(), first);
        assert.equal(await page.locator(".rr-first").count(), 0);
        await near(page, patches.slice, grey(patches.slice.hu(21), -600, 1500), "after the takeover");
    });

    test("the current slice comes first, and no frame is fetched twice", async () => {
        mock.set({ frameDelay: 30 });
        await open(studies.ct);
        await until(page, () => globalThis.pandokReading.framesLoaded === 40);
        assert.equal(asked[0], "2.25.1001.1.20");
        await page.waitForTimeout(800);
        const twice = asked.filter((one, at) => asked.indexOf(one) !== at);
        assert.deepEqual(twice, []);
    });

    test("a frame that fails says why, the others are there, and trying again works", async () => {
        mock.set({ failFrames: { "2.25.1001.1.22": 404 } });
        await open(studies.ct);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        await page.getByText("Slice 22 cannot be shown").waitFor();
        await page.getByText("The server no longer has this image.").waitFor();
        await page.keyboard.press("ArrowDown");
        await drawn(22);
        await page.keyboard.press("ArrowUp");
        mock.set({ failFrames: {} });
        await page.getByRole("button", { name: "Try again" }).click();
        await drawn(21);
    });

    test("a growing series is read while it arrives, without a reload", async () => {
        mock.set({ here: 15 });
        await open(studies.ct);
        assert.equal(await hook(page, "slices"), 15);
        const at = await hook(page, "slice");
        mock.set({ here: 40 });
        mock.tell(studies.ct);
        await until(page, () => globalThis.pandokReading.slices === 40);
        assert.equal(await hook(page, "slice"), at);
        await until(page, () => globalThis.pandokReading.framesLoaded === 40);
    });

    test("touch: one finger does the chosen tool, two zoom, and the page itself stays", async () => {
        await open(studies.ct, { viewport: { width: 390, height: 844 }, touch: true });
        await page.getByText("Not for primary reading").waitFor();
        const touch = await context.newCDPSession(page);
        const send = (type, points) =>
            touch.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
        const slice = await hook(page, "slice");
        await send("touchStart", [[180, 400]]);
        for (let y = 400; y <= 480; y += 10) await send("touchMove", [[180, y]]);
        await send("touchEnd", []);
        await until(page, (before) => globalThis.pandokReading.slice > before, slice);
        await settled(page);
        const after = await hook(page, "slice");
        await page.getByRole("button", { name: "Window", exact: true }).click();
        await send("touchStart", [[180, 400]]);
        for (let y = 400; y >= 340; y -= 10) await send("touchMove", [[180, y]]);
        await send("touchEnd", []);
        await until(page, () => globalThis.pandokReading.window.center < -700);
        assert.equal(await hook(page, "slice"), after);
        await send("touchStart", [
            [150, 400],
            [220, 400],
        ]);
        for (let d = 0; d <= 60; d += 10)
            await send("touchMove", [
                [150 - d, 400],
                [220 + d, 400],
            ]);
        await send("touchEnd", []);
        await until(page, () => globalThis.pandokReading.zoom > 2);
        assert.equal(await page.evaluate(() => visualViewport.scale), 1);
    });
});
