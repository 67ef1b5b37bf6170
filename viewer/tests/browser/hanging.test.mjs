import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";
import { patches } from "./phantom.mjs";

describe("hanging, priors and linked scrolling", () => {
    let mock;
    let browser;
    let context;
    let page;
    let faults;

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

    async function open(
        study = studies.followed,
        { language = "en", viewport = { width: 1440, height: 900 }, touch = false, set = {} } = {},
    ) {
        faults = [];
        mock.set({ language, ...set });
        context = await browser.newContext({ viewport, hasTouch: touch, isMobile: touch });
        page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(`${mock.address}/read/${study}?surface=2d`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
    }
    const beside = () =>
        page.evaluate(() =>
            globalThis.pandokReading.beside.map(({ series, prior, link, slice, window }) => ({ series, prior, link, slice, window })),
        );
    const drawn = (slice, i = 0) => until(page, ([wanted, at]) => globalThis.pandokReading.beside[at]?.slice === wanted, [slice, i]);
    const key = async (keys) => {
        await page.locator("#rr-image").focus();
        await page.keyboard.press(keys);
    };

    test("a prior that fits hangs beside the study, in a frame, with its word and its interval", async () => {
        await open();
        await drawn(19);
        assert.equal(await page.evaluate(() => globalThis.pandokReading.protocol), "ct-chest");
        const [cell] = await beside();
        assert.deepEqual([cell.series, cell.prior, cell.window], ["2.25.1005.1", studies.prior, { center: -600, width: 1500 }]);
        const prior = page.locator(".rr-prior");
        await prior.getByText("PRIOR").waitFor();
        await prior.getByText("3 months earlier").waitFor();
        assert.equal(await page.getByRole("img", { name: /^PRIOR, 3 months earlier, Lung/ }).count(), 1);
        // Its pixels, not those of the study: the patch says which slice it is.
        const colour = await page.evaluate(
            ({ column, row }) => {
                const [one] = globalThis.pandokReading.beside;
                return one.colourAt(one.placeOf(column, row))[0];
            },
            { column: patches.bone.column, row: patches.bone.row },
        );
        assert.equal(colour, 255);
    });

    test("without a common frame of reference, slices go along by an offset that a person sets", async () => {
        await open();
        await drawn(19);
        await page.locator(".rr-prior").getByText("on its own").waitFor();
        await key("ArrowDown");
        await until(page, () => globalThis.pandokReading.slice === 20);
        assert.equal((await beside())[0].slice, 19);
        await key("d");
        await key("d");
        await page.locator(".rr-prior").getByText("by offset").waitFor();
        await key("PageDown");
        await drawn(29);
        // From the prior's side too.
        const box = await page.locator(".rr-prior .rr-image").boundingBox();
        await page.mouse.move(box.x + 50, box.y + 50);
        await page.mouse.wheel(0, 100);
        await drawn(30);
        await until(page, () => globalThis.pandokReading.slice === 31);
        await key("d");
        await key("Home");
        await until(page, () => globalThis.pandokReading.slice === 0);
        assert.equal((await beside())[0].slice, 30);
    });

    test("in one frame of reference they go along by place in the patient", async () => {
        await open(studies.followed, { set: { priors: {} } });
        await until(page, () => globalThis.pandokReading.framesLoaded >= 40);
        await key("Alt+3");
        await drawn(6);
        assert.deepEqual((await beside())[0].link, "position");
        await key("Home");
        await drawn(0);
        await key("End");
        // 40 slices of 5 mm end at 195 mm, 12 of 15 mm at 165 mm.
        await drawn(11);
        await key("PageUp");
        // Slice 29 lies at 145 mm, and so does nearly slice 10.
        await drawn(10);
    });

    test("layouts by key; the last one is what the next study of its kind opens with", async () => {
        await open();
        await key("Alt+4");
        await until(
            page,
            () => globalThis.pandokReading.beside.length === 3 && globalThis.pandokReading.beside.every((one) => one.slice !== null),
        );
        assert.deepEqual(
            (await beside()).map(({ series, prior, window }) => [series, prior, window.center]),
            [
                ["2.25.1005.1", studies.prior, -600],
                ["2.25.1004.2", null, 40],
                ["2.25.1005.1", studies.prior, 40],
            ],
        );
        await eventually(() => assert.equal(mock.state.settings.layouts["ct-chest"], "hung"));
        await key("Alt+1");
        await eventually(async () => assert.equal(await page.locator(".rr-cell").count(), 1));
        await key("Alt+2");
        await eventually(async () => assert.equal(await page.evaluate(() => globalThis.pandokReading.planes.length), 3));
        await key("Alt+3");
        await eventually(() => assert.equal(mock.state.settings.layouts["ct-chest"], "two"));
        mock.state.settings.layouts["ct-chest"] = "one";
        await page.reload();
        await until(page, () => globalThis.pandokReading?.protocol === "ct-chest" && globalThis.pandokReading.framesLoaded >= 40);
        assert.deepEqual([await page.evaluate(() => globalThis.pandokReading.layout), await beside()], ["one", []]);
        // By mouse: a prior in the strip.
        await page.locator(".rr-prior-card").click();
        await drawn(19);
    });

    test("a reader's own protocol is before the site's", async () => {
        const file = (id, grid) => ({
            id,
            match: { modality: ["CT"], bodyPart: ["CHEST"], words: ["chest"] },
            series: { a: {}, b: { need: { words: ["mediastinum"] } } },
            layout: { grid, cells: [{ series: "a" }, { series: "b" }] },
            opens: "hung",
        });
        await open(studies.followed, { set: { siteProtocols: [file("site", "2x1"), { id: "broken" }] } });
        await drawn(6);
        assert.equal(await page.evaluate(() => globalThis.pandokReading.protocol), "site");
        assert.equal(await page.locator(".rr-cells").getAttribute("data-grid"), "2x1");
        mock.state.settings.protocols = [file("mine", "1x2")];
        await page.reload();
        await until(page, () => globalThis.pandokReading?.protocol === "mine");
        assert.equal(await page.locator(".rr-cells").getAttribute("data-grid"), "1x2");
    });

    test("beside the first cell is measured too, in its own series; the series can be exchanged, and the drawing goes along", async () => {
        await open(studies.followed, { set: { priors: {} } });
        await key("Alt+3");
        await drawn(6);
        await key("e");
        const placeOf = async (column, row) => {
            const box = await page.locator(".rr-side .rr-image").boundingBox();
            const at = await page.evaluate(([c, r]) => globalThis.pandokReading.beside[0].placeOf(c - 0.5, r - 0.5), [column, row]);
            return [box.x + at.x, box.y + at.y];
        };
        const { column, row } = patches.bone;
        await page.mouse.move(...(await placeOf(column - 4, row - 4)));
        await page.mouse.down();
        await page.mouse.move(...(await placeOf(column, row)));
        await page.mouse.move(...(await placeOf(column + 4, row + 4)));
        await page.mouse.up();
        await eventually(() => assert.equal((mock.state.measurements[studies.followed] ?? []).length, 1));
        const [kept] = mock.state.measurements[studies.followed];
        assert.equal(kept.series, "2.25.1004.2");
        assert.equal(kept.figures.find(({ name }) => name === "mean").value, 700);
        assert.ok(
            Math.abs(kept.points[0][0] - (column - 4)) < 1 && Math.abs(kept.points[1][1] - (row + 4)) < 1,
            JSON.stringify(kept.points),
        );
        // It lies in the cell of its image, and nowhere else.
        assert.equal(await page.locator(".rr-side .rr-drawing").count(), 1);
        assert.equal(await page.locator(".rr-drawing").count(), 1);
        await page.getByRole("button", { name: /^Exchange/ }).click();
        await until(
            page,
            () => globalThis.pandokReading.series === "2.25.1004.2" && globalThis.pandokReading.beside[0].series === "2.25.1004.1",
        );
        await page.evaluate((slice) => globalThis.pandokReading.goTo(slice), 6);
        await page.locator('[data-cell="stack"] .rr-drawing').waitFor({ state: "attached" });
    });

    test("a line shows where the image of the other cell cuts this one", async () => {
        await open(studies.followed, { set: { priors: [], sagittal: true } });
        await page.getByRole("button", { name: "Layout" }).click();
        await page.getByRole("button", { name: /Two side by side/ }).click();
        await until(page, () => typeof globalThis.pandokReading.beside[0]?.slice === "number");
        await key("d");
        await page.evaluate(() => {
            globalThis.pandokReading.goTo(19);
            globalThis.pandokReading.beside[0].goTo(7);
        });
        await drawn(7);
        // The sagittal image lies at x = 82.5 - 7 * 15 = -22.5 mm, column 223.86 from the middle of the first one; slice 19 at z = -217.5 mm.
        const line = (cell) =>
            page
                .locator(`${cell} [data-line=reference]`)
                .evaluate((one) => ["x1", "y1", "x2", "y2"].map((name) => Number(one.getAttribute(name))));
        await eventually(async () => {
            const [across, down] = await page.evaluate(() => [
                globalThis.pandokReading.placeOf(156.7 / 0.7, 0).x,
                globalThis.pandokReading.beside[0].placeOf(0, 177.5 / 0.7).y,
            ]);
            const [x1, , x2] = await line('[data-cell="stack"]');
            assert.ok(Math.abs(x1 - across) < 0.5 && Math.abs(x2 - across) < 0.5, `${x1}, ${x2}: ${across}`);
            const [, y1, , y2] = await line(".rr-side");
            assert.ok(Math.abs(y1 - down) < 0.5 && Math.abs(y2 - down) < 0.5, `${y1}, ${y2}: ${down}`);
        });
    });

    test("on a prior nothing is measured, and the page says why", async () => {
        await open();
        await drawn(19);
        await key("l");
        const box = await page.locator(".rr-prior .rr-image").boundingBox();
        await page.mouse.click(box.x + 100, box.y + 100);
        await page.getByText("Nothing is measured on a prior").waitFor();
        assert.equal(await page.locator(".rr-drawing").count(), 0);
        assert.deepEqual(Object.values(mock.state.measurements).flat(), []);
    });

    test("a phone keeps one image, whatever the protocol says", async () => {
        await open(studies.followed, { viewport: { width: 390, height: 844 }, touch: true });
        await until(page, () => globalThis.pandokReading.protocol === null);
        assert.equal(await page.locator(".rr-cell").count(), 1);
    });
});
