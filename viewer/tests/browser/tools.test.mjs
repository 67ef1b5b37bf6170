/* global document, HTMLCanvasElement, innerWidth */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";
import { ctSlice, patches } from "./phantom.mjs";

const axe = resolve(import.meta.dirname, "../../node_modules/axe-core/axe.min.js");

/** The grey PS3.3 C.11.2.1.2.1 asks for. */
const grey = (hu, center, width) => Math.round(Math.max(0, Math.min(1, (hu - (center - 0.5)) / (width - 1) + 0.5)) * 255);

/** The truth: values of the phantom's slice, straight from what the server sends. */
function truth(slice, left, top, right, bottom) {
    const stored = new Uint16Array(ctSlice(slice, 40).buffer);
    const values = [];
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) values.push(stored[y * 512 + x] - 1024);
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
    return { mean, sd, min: Math.min(...values), max: Math.max(...values) };
}

describe("measuring and planes in a browser", () => {
    let mock;
    let browser;
    let context;
    let page;
    let faults;

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

    async function open(
        study = studies.ct,
        { query = "?surface=2d", language = "en", viewport = { width: 1440, height: 900 }, touch = false, set = {} } = {},
    ) {
        faults = [];
        mock.set({ language, ...set });
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
        await page.goto(`${mock.address}/read/${study}${query}`);
        await until(
            page,
            () =>
                typeof globalThis.pandokReading?.slice === "number" &&
                globalThis.pandokReading?.framesLoaded >= globalThis.pandokReading.slices,
        );
        if (query === "") await until(page, () => globalThis.pandokReading.surface === "cornerstone");
    }

    /** A point of the image on the page; columns and rows as in SCOORD. */
    const place = async (column, row) => {
        const [at, box] = await page.evaluate(
            ([c, r]) => {
                const { left, top } = document.getElementById("rr-image").getBoundingClientRect();
                return [globalThis.pandokReading.placeOf(c - 0.5, r - 0.5), { left, top }];
            },
            [column, row],
        );
        return { x: at.x + box.left, y: at.y + box.top };
    };
    const drag = async (from, to) => {
        const [a, b] = [await place(...from), await place(...to)];
        await page.mouse.move(a.x, a.y);
        await page.mouse.down();
        await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
        await page.mouse.move(b.x, b.y);
        await page.mouse.up();
    };
    /** With the button down along places. */
    const trace = async (way) => {
        const [first, ...rest] = await Promise.all(way.map((at) => place(...at)));
        await page.mouse.move(first.x, first.y);
        await page.mouse.down();
        for (const { x, y } of rest) await page.mouse.move(x, y);
        await page.mouse.up();
    };
    const click = async (at) => {
        const p = await place(...at);
        await page.mouse.move(p.x, p.y);
        await page.mouse.down();
        await page.mouse.up();
    };
    const kept = () => mock.state.measurements[studies.ct] ?? [];
    const saved = (count) => eventually(() => assert.equal(kept().length, count));
    const figure = (measurement, name) => measurement.figures.find((one) => one.name === name)?.value;
    const near = (value, expected, tolerance, what) =>
        assert.ok(Math.abs(value - expected) <= tolerance, `${what}: ${String(value)} instead of ${String(expected)}`);
    const tool = async (key) => {
        await page.locator("#rr-image").focus();
        await page.keyboard.press(key);
    };
    const toTable = () => page.getByRole("button", { name: /^Measurements/ }).click();
    const drawings = () => page.locator(".rr-drawing");

    test("marks of other programs lie where they say, are listed with their numbers, and can be hidden", async () => {
        const mark = {
            document: "2.25.7",
            kind: "report",
            title: "Imaging Measurement Report",
            series: "2.25.1001.1",
            frame: 1,
            frameOfReference: null,
            values: [],
        };
        const items = [
            { ...mark, instance: "2.25.1001.1.20", text: "Nodule 1", shape: "polyline", points: [[100, 120], [118, 120]], values: [{ name: "Length", value: 12.6, unit: "mm" }] }, // prettier-ignore
            {
                ...mark,
                instance: "2.25.1001.1.5",
                text: "Nodule 2",
                shape: "circle",
                points: [
                    [200, 200],
                    [210, 200],
                ],
            },
            { ...mark, series: null, instance: null, text: "Elsewhere", shape: "none", points: [] },
        ];
        await open(studies.ct, {
            set: { foreign: { items, refused: [{ document: "2.25.8", code: "noMeasurements", reason: "Template 2000" }] } },
        });
        const lines = page.locator(".rr-foreign");
        await eventually(async () => assert.equal(await lines.count(), 1));
        const [from, box, drawn] = [
            await place(100, 120),
            await page.locator("#rr-image").boundingBox(),
            await lines.locator("polyline").getAttribute("points"),
        ];
        const [x, y] = drawn.split(" ")[0].split(",").map(Number);
        near(x + box.x, from.x, 1, "column");
        near(y + box.y, from.y, 1, "row");
        await toTable();
        const list = page.locator(".rr-foreign-list");
        assert.match(await list.innerText(), /Nodule 1[\s\S]*12\.6 mm[\s\S]*Nodule 2[\s\S]*Elsewhere[\s\S]*A report without measurements/);
        await page.getByRole("button", { name: "Go to Nodule 2" }).click();
        await until(page, () => globalThis.pandokReading.slice === 4);
        await eventually(async () => assert.equal(await lines.locator("circle").count(), 1));
        await list.getByRole("checkbox").uncheck();
        await eventually(async () => assert.equal(await lines.count(), 0));
    });

    for (const [surface, query] of [
        ["cornerstone", ""],
        ["canvas2d", "?surface=2d"],
    ])
        test(`a length drawn over ${surface} is the phantom's, is kept, and lies on its slice only`, async () => {
            await open(studies.ct, { query });
            await tool("l");
            await drag([100, 200], [200, 200]);
            await saved(1);
            const [one] = kept();
            near(figure(one, "length"), 70, 0.8, "100 pixels of 0.7 mm");
            assert.deepEqual(
                [one.kind, one.series, one.instance, one.frame, one.spacing],
                ["length", "2.25.1001.1", "2.25.1001.1.20", 1, "PixelSpacing"],
            );
            near(one.positions[1][0] - one.positions[0][0], 70, 0.8, "the same in the patient");
            near(one.positions[0][2], -312.5 + 19 * 5, 0.001, "on the slice's height");
            await page
                .locator(".rr-drawing text")
                .getByText(/^(69|70)\.\d mm$/)
                .waitFor();
            await page.keyboard.press("Escape");
            await page.keyboard.press("ArrowDown");
            await until(page, () => globalThis.pandokReading.slice === 20);
            await eventually(async () => assert.equal(await drawings().count(), 0));
            await page.keyboard.press("ArrowUp");
            await eventually(async () => assert.equal(await drawings().count(), 1));
        });

    test("a drawing outlives the loss of WebGL, and one can go on drawing", async () => {
        await open(studies.ct, { query: "" });
        await tool("l");
        await drag([100, 200], [200, 200]);
        await page.evaluate(() => {
            for (const one of globalThis.contexts) one.getExtension("WEBGL_lose_context")?.loseContext();
        });
        await until(page, () => globalThis.pandokReading.surface === "canvas2d");
        await eventually(async () => assert.equal(await drawings().count(), 1));
        await drag([100, 300], [200, 300]);
        await saved(2);
    });

    test("regions give mean, deviation, ends, area and pixels of the phantom", async () => {
        await open();
        await tool("Shift+E");
        await drag([300, 300], [360, 340]);
        await saved(1);
        const [box] = kept();
        const [[x0, y0], [x1, y1]] = box.points;
        const inside = (from, to) => [Math.ceil(Math.min(from, to) - 0.5), Math.floor(Math.max(from, to) + 0.5)];
        const [[left, right], [top, bottom]] = [inside(x0, x1), inside(y0, y1)];
        const expected = truth(19, left, top, right, bottom);
        for (const name of ["mean", "sd", "min", "max"]) near(figure(box, name), expected[name], 1e-6, name);
        assert.equal(figure(box, "pixels"), (right - left) * (bottom - top));
        near(figure(box, "area"), Math.abs(x1 - x0) * Math.abs(y1 - y0) * 0.49, 1e-6, "area");
        // A patch of the phantom holds one value only.
        await page.keyboard.press("e");
        await drag([172, 52], [188, 68]);
        await saved(2);
        assert.deepEqual([figure(kept()[1], "mean"), figure(kept()[1], "sd"), figure(kept()[1], "min")], [-800, 0, -800]);
        await page.keyboard.press("h");
        await click([patches.bone.column, patches.bone.row]);
        await saved(3);
        assert.equal(figure(kept()[2], "value"), 700);
    });

    test("a region by hand is closed by letting go, and holds what it goes around", async () => {
        await open();
        await tool("Shift+F");
        const way = Array.from({ length: 25 }, (_, i) => [
            180 + 7 * Math.cos((i * Math.PI) / 12.5),
            60 + 7 * Math.sin((i * Math.PI) / 12.5),
        ]);
        await trace(way);
        await saved(1);
        const [one] = kept();
        assert.equal(one.kind, "freehand");
        assert.ok(one.points.length >= 8 && one.points.length < 40, String(one.points.length));
        // A patch of the phantom holds one value only; a circle of 7 pixels of 0.7 mm.
        assert.deepEqual([figure(one, "mean"), figure(one, "sd"), figure(one, "min"), figure(one, "max")], [-800, 0, -800, -800]);
        near(figure(one, "area"), Math.PI * 49 * 0.49, 4, "area");
        near(figure(one, "pixels"), Math.PI * 49, 8, "pixels");
        // Taken by its line it moves as a whole, and Ctrl+Z brings it back.
        await page.keyboard.press("Escape");
        await drag([173, 60], [173, 90]);
        await eventually(() => near(Math.min(...kept()[0].points.map(([, y]) => y)), 83, 1, "moved"));
        await page.keyboard.press("Control+z");
        await eventually(() => near(Math.min(...kept()[0].points.map(([, y]) => y)), 53, 1, "back"));
    });

    test("angle, Cobb and two axes, by dragging and by clicking", async () => {
        await open();
        await tool("a");
        await drag([200, 300], [200, 200]);
        await drag([260, 200], [300, 200]);
        await saved(1);
        near(figure(kept()[0], "angle"), 90, 0.6, "angle");
        await page.keyboard.press("Shift+A");
        for (const at of [[200, 320], [300, 320], [300, 420], [200, 320 + 100 - 26.79]]) await click(at); // prettier-ignore
        await saved(2);
        near(figure(kept()[1], "angle"), 15, 1, "Cobb");
        await page.keyboard.press("b");
        await drag([120, 150], [200, 230]);
        await drag([180, 180], [150, 200]);
        await saved(3);
        const [a, b, c, d] = kept()[2].points;
        near((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1]), 0, 1e-6, "the short axis stands at right angles");
        assert.ok(figure(kept()[2], "longAxis") > figure(kept()[2], "shortAxis"));
    });

    test("an arrow takes its words; they are named, jumped to, deleted and brought back in the table", async () => {
        await open();
        await tool("Shift+L");
        await drag([220, 220], [260, 260]);
        await page.keyboard.type("Nodule?");
        await page.keyboard.press("Enter");
        await eventually(() => assert.equal(kept()[0]?.label, "Nodule?"));
        await page.locator(".rr-drawing text").getByText("Nodule?").waitFor();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Home");
        await until(page, () => globalThis.pandokReading.slice === 0);
        await toTable();
        await page.getByRole("button", { name: "Go to Nodule?" }).click();
        await until(page, () => globalThis.pandokReading.slice === 19);
        await page.getByRole("button", { name: "Name Nodule?" }).click();
        await page.keyboard.type("RLL nodule");
        await page.keyboard.press("Enter");
        await eventually(() => assert.equal(kept()[0].label, "RLL nodule"));
        await page.getByRole("button", { name: "Delete RLL nodule" }).click();
        await saved(0);
        await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
        await saved(1);
        assert.equal(kept()[0].label, "RLL nodule");
    });

    test("the keyboard alone draws, moves, deletes and undoes", async () => {
        await open();
        await tool("l");
        await page.keyboard.press("Space");
        await saved(1);
        const [[x, y], [x1]] = kept()[0].points;
        for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Shift+ArrowDown");
        await eventually(() => assert.deepEqual(kept()[0].points[0], [x + 3, y + 10]));
        assert.equal(await page.evaluate(() => globalThis.pandokReading.slice), 19);
        await page.keyboard.press("Space");
        await page.keyboard.press("Space");
        await page.keyboard.press("ArrowRight");
        await eventually(() => assert.deepEqual([kept()[0].points[0][0], kept()[0].points[1][0]], [x + 3, x1 + 4]));
        // Arrow keys in a row are one step back.
        await page.keyboard.press("Control+z");
        await eventually(() => assert.deepEqual([kept()[0].points[0], kept()[0].points[1][0]], [[x, y], x1]));
        await page.keyboard.press("Control+y");
        await eventually(() => assert.deepEqual(kept()[0].points[0], [x + 3, y + 10]));
        await page.keyboard.press("Delete");
        await saved(0);
        await page.keyboard.press("Control+z");
        await saved(1);
        await page.keyboard.press("Escape");
        await page.keyboard.press("ArrowDown");
        await until(page, () => globalThis.pandokReading.slice === 20);
    });

    test("a point is moved with the mouse, the whole by its line, and Escape gives up a drawing", async () => {
        await open();
        await tool("l");
        await drag([100, 200], [200, 200]);
        await saved(1);
        await page.keyboard.press("w");
        await drag([200, 200], [240, 200]);
        await eventually(() => near(figure(kept()[0], "length"), 98, 1, "longer"));
        const window = await page.evaluate(() => globalThis.pandokReading.window);
        await drag([150, 200], [150, 260]);
        await eventually(() => near(kept()[0].points[0][1], 260, 1, "lower"));
        near(figure(kept()[0], "length"), 98, 1, "as long");
        assert.deepEqual(await page.evaluate(() => globalThis.pandokReading.window), window);
        await tool("l");
        await click([300, 300]);
        await eventually(async () => assert.equal(await drawings().count(), 2));
        await page.keyboard.press("Escape");
        await eventually(async () => assert.equal(await drawings().count(), 1));
        assert.equal(kept().length, 1);
    });

    test("touch: one finger draws, a second makes it a pinch", async () => {
        await open(studies.ct, { viewport: { width: 390, height: 844 }, touch: true });
        const touch = await context.newCDPSession(page);
        const send = (type, points) =>
            touch.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
        await page.getByRole("button", { name: "Measure", exact: true }).tap();
        await page.getByRole("button", { name: "Length" }).tap();
        await send("touchStart", [[120, 400]]);
        for (let i = 1; i <= 10; i++) await send("touchMove", [[120 + 10 * i, 400]]);
        await send("touchEnd", []);
        await saved(1);
        near(figure(kept()[0], "length"), (100 / 390) * 512 * 0.7, 2, "100 CSS pixels");
        await send("touchStart", [[120, 500]]);
        await send("touchMove", [[125, 500]]);
        await send("touchStart", [
            [125, 500],
            [200, 500],
        ]);
        for (let d = 0; d <= 60; d += 10)
            await send("touchMove", [
                [125 - d, 500],
                [200 + d, 500],
            ]);
        await send("touchEnd", []);
        await until(page, () => globalThis.pandokReading.zoom > 1.5);
        assert.equal(kept().length, 1);
        await page.getByRole("button", { name: "Measure", exact: true }).tap();
        await page.getByRole("row").getByText(/mm$/).waitFor();
    });

    test("at the detector it says so; without spacing it is pixels", async () => {
        await open(studies.xray);
        const taken = () => mock.state.measurements[studies.xray] ?? [];
        await tool("l");
        await drag([200, 400], [700, 400]);
        await eventually(() => assert.equal(taken().length, 1));
        near(taken()[0].figures[0].value, 150, 0.8, "0.3 mm at the detector");
        assert.equal(taken()[0].spacing, "ImagerPixelSpacing");
        assert.equal(taken()[0].positions, null);
        await page.locator(".rr-drawing text").getByText("at detector").waitFor();
        await page.keyboard.press("BracketRight");
        await until(page, () => globalThis.pandokReading.series === "2.25.1002.2");
        await page.waitForTimeout(200);
        await drag([50, 100], [150, 100]);
        await eventually(() => assert.equal(taken().length, 2));
        assert.equal(taken()[1].figures[0].unit, "px");
        await page.locator(".rr-drawing text").getByText(/ px$/).waitFor();
    });

    test("a measurement becomes a sentence of the report", async () => {
        await open();
        await tool("l");
        await drag([100, 200], [200, 200]);
        await saved(1);
        await page.keyboard.press("Enter");
        await page.getByText("Start reading to write the report.", { exact: true }).first().waitFor();
        await page.locator(".rr-pane").getByRole("button", { name: "Start reading" }).click();
        await page.locator("textarea[name=findings]:not([readonly])").waitFor();
        await toTable();
        await page.getByRole("button", { name: "Put Length into the report" }).click();
        await page.getByRole("button", { name: "Report", exact: true }).click();
        await eventually(async () =>
            assert.match(await page.locator("textarea[name=findings]").inputValue(), /^Length (69|70)\.\d mm \(series 2, image 20\)\.$/),
        );
    });

    test("what cannot be saved says so and stays; after the line is back it is sent", async () => {
        await open();
        await context.setOffline(true);
        await tool("l");
        await drag([100, 200], [200, 200]);
        await toTable();
        await page.locator(".rr-unsaved").getByText("Not saved").waitFor();
        await context.setOffline(false);
        await saved(1);
        await page.locator(".rr-unsaved").waitFor({ state: "detached" });
    });

    test("in another reader's study one measures for oneself only", async () => {
        await open(studies.taken);
        await tool("l");
        await drag([100, 200], [200, 200]);
        await toTable();
        await page.getByText("You can measure, but it stays on this page only").waitFor();
        assert.deepEqual(mock.state.measurements[studies.taken] ?? [], []);
    });

    test("a key image is marked, captioned and unmarked", async () => {
        await open();
        await tool("k");
        const images = () => mock.state.keyImages[studies.ct] ?? [];
        await eventually(() => assert.equal(images().length, 1));
        assert.deepEqual([images()[0].instance, images()[0].window.center], ["2.25.1001.1.20", -600]);
        await toTable();
        await page.locator("input[name=caption]").fill("Largest cut");
        await page.keyboard.press("Tab");
        await eventually(() => assert.equal(images()[0].caption, "Largest cut"));
        await tool("k");
        await eventually(() => assert.equal(images().length, 0));
    });

    test("three planes show the phantom's values where they belong, and follow each other", async () => {
        await open();
        await page.keyboard.press("2");
        await page.keyboard.press("Alt+2");
        await until(
            page,
            () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every((one) => one.slice !== null),
        );
        const names = await page.evaluate(() => globalThis.pandokReading.planes.map((one) => [one.plane, one.slices]));
        assert.deepEqual(names, [
            ["coronal", 512],
            ["sagittal", 512],
            ["axial", 40],
        ]);
        const shows = async (id, column, row, hu, why) =>
            eventually(async () => {
                const colour = await page.evaluate(
                    ([cell, c, r]) => {
                        const plane = globalThis.pandokReading.planes.find((one) => one.id === cell);
                        return plane.colourAt(plane.placeOf(c, r));
                    },
                    [id, column, row],
                );
                near(colour[0], grey(hu, 40, 400), 2, why);
            });
        const go = async (id, index) => {
            await page.evaluate(([cell, i]) => globalThis.pandokReading.planes.find((one) => one.id === cell).goTo(i), [id, index]);
            await until(page, ([cell, i]) => globalThis.pandokReading.planes.find((one) => one.id === cell).slice === i, [id, index]);
        };
        // Coronal through row 60: columns are columns, the highest slice lies on top.
        await go("a", 60);
        await shows("a", patches.water.column, 20, 0, "water, coronal");
        await shows("a", patches.fat.column, 5, -100, "fat, coronal");
        for (const slice of [24, 27])
            await shows("a", patches.slice.column, 39 - slice, patches.slice.hu(slice), `slice ${String(slice)}, coronal`);
        // Sagittal through column 60: rows are columns.
        await go("b", patches.water.column);
        await shows("b", patches.water.row, 20, 0, "water, sagittal");
        await go("b", patches.slice.column);
        for (const slice of [24, 27])
            await shows("b", patches.slice.row, 39 - slice, patches.slice.hu(slice), `slice ${String(slice)}, sagittal`);
        // Axial slab of 10 mm is two slices: the brighter of both, the darker, and their mean.
        await go("c", 25);
        await shows("c", patches.slice.column, patches.slice.row, patches.slice.hu(26), "MIP");
        const slab = page.locator("select[name=slab-c]");
        await slab.selectOption("minip");
        await shows("c", patches.slice.column, patches.slice.row, patches.slice.hu(25), "MinIP");
        await slab.selectOption("mean");
        await shows("c", patches.slice.column, patches.slice.row, patches.slice.hu(25.5), "mean");
        await page.locator("input[name=thickness-c]").fill("20");
        await shows("c", patches.slice.column, patches.slice.row, patches.slice.hu(25.5), "mean of four");
        await slab.selectOption("mip");
        await shows("c", patches.slice.column, patches.slice.row, patches.slice.hu(27), "MIP of four");
        // The window of one is the window of all.
        await page.keyboard.press("Escape");
        // Crosshairs: a press in the axial image moves the other planes to it.
        await page.locator("#rr-image").focus();
        await page.keyboard.press("x");
        await click([patches.bone.column + 0.5, patches.bone.row + 0.5]);
        await until(
            page,
            ([row, column]) => {
                const [a, b] = globalThis.pandokReading.planes;
                return a.slice === row && b.slice === column;
            },
            [patches.bone.row, patches.bone.column],
        );
        assert.equal(await page.locator('[data-cell="stack"] .rr-crosslines line').count(), 2);
        // And one in the coronal plane moves the stack.
        const at = await page.evaluate(() => {
            const plane = globalThis.pandokReading.planes[0];
            const box = document.getElementById("rr-plane-a").getBoundingClientRect();
            const p = plane.placeOf(200, 39 - 30);
            return { x: p.x + box.left, y: p.y + box.top };
        });
        await page.mouse.click(at.x, at.y);
        await until(page, () => globalThis.pandokReading.slice === 30 && globalThis.pandokReading.planes[1].slice === 200);
        await page.keyboard.press("Alt+1");
        await until(page, () => globalThis.pandokReading.planes.length === 0);
    });

    test("measuring on a plane is refused with the reason", async () => {
        await open();
        await page.keyboard.press("Alt+2");
        await until(page, () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes[0].slice !== null);
        await page.keyboard.press("l");
        await page.locator("#rr-plane-a").click();
        await page.getByText("Measure on the acquired images").waitFor();
        assert.equal(await drawings().count(), 0);
    });

    test("uneven slices get no planes, and the page says why", async () => {
        await open(studies.ct, { set: { uneven: true } });
        await page.keyboard.press("Alt+2");
        await page.getByText("No planes: the slices are not evenly spaced.").waitFor();
        assert.equal(await page.evaluate(() => globalThis.pandokReading.planes.length), 0);
    });

    test("cine runs through the slices and stops at a hand", async () => {
        await open();
        await tool("c");
        await until(page, () => globalThis.pandokReading.slice >= 22);
        const p = await place(256, 256);
        await page.mouse.click(p.x, p.y);
        await page.getByRole("button", { name: "Cine", pressed: false }).waitFor();
        await page.waitForTimeout(500);
        const at = await page.evaluate(() => globalThis.pandokReading.slice);
        await page.waitForTimeout(600);
        assert.equal(await page.evaluate(() => globalThis.pandokReading.slice), at);
    });

    test("the magnifier shows what is under it, three times as large", async () => {
        await open();
        await page.keyboard.press("2");
        await tool("q");
        const p = await place(patches.fat.column, patches.fat.row);
        await page.mouse.move(p.x, p.y);
        await page.mouse.down();
        await eventually(async () => {
            const value = await page.locator(".rr-loupe canvas").evaluate((canvas) => {
                const at = (x) =>
                    canvas.getContext("2d").getImageData(Math.floor(canvas.width * x), Math.floor(canvas.height / 2), 1, 1).data[0];
                return [at(0.5), at(0.35)];
            });
            for (const one of value) near(one, grey(-100, 40, 400), 2, "fat");
        });
        await page.mouse.up();
        await page.locator(".rr-loupe").waitFor({ state: "detached" });
    });

    for (const language of ["en", "ko"])
        for (const viewport of [
            { width: 1440, height: 900 },
            { width: 390, height: 844 },
        ])
            test(`axe finds nothing in measurements and planes: ${language}, ${String(viewport.width)} px`, async () => {
                await open(studies.ct, { language, viewport });
                await tool("l");
                await page.keyboard.press("Space");
                await page.keyboard.press("k");
                await saved(1);
                if (viewport.width > 720)
                    await page.getByRole("button", { name: language === "ko" ? /^계측 \d/ : /^Measurements/ }).click();
                else await page.getByRole("button", { name: language === "ko" ? "계측" : "Measure", exact: true }).click();
                await page.locator(".rr-table").waitFor();
                const check = async () => {
                    await page.addScriptTag({ content: await readFile(axe, "utf8") });
                    return page.evaluate(async () =>
                        (await globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })).violations.map(
                            (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`,
                        ),
                    );
                };
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
                assert.deepEqual(await check(), []);
                await page.keyboard.press("Escape");
                await page.keyboard.press("Alt+2");
                await page.locator(".rr-plane").first().waitFor();
                assert.deepEqual(await check(), []);
            });
});
