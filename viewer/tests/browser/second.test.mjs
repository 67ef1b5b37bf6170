/* global document */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";
import { patches } from "./phantom.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("two screens", () => {
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

    async function open(study = studies.followed, { language = "en", set = {}, init } = {}) {
        faults = [];
        mock.set({ language, ...set });
        context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        if (init) await page.addInitScript(init);
        await page.goto(`${mock.address}/read/${study}?surface=2d`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
    }
    async function openSecond() {
        await page.locator("#rr-image").focus();
        const [second] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Alt+5")]);
        second.on("pageerror", (error) => faults.push(error.message));
        await second.locator(".rr-second").waitFor();
        return second;
    }
    const drawnBeside = (slice, i = 0) => until(page, ([wanted, at]) => globalThis.pandokReading.beside[at]?.slice === wanted, [slice, i]);
    const placeBeside = async (second, column, row) => {
        const box = await second.locator(".rr-side .rr-image").boundingBox();
        const at = await page.evaluate(([c, r]) => globalThis.pandokReading.beside[0].placeOf(c - 0.5, r - 0.5), [column, row]);
        return [box.x + at.x, box.y + at.y];
    };

    test("what hangs beside moves to the second window: its pixels, whose images, and nothing of it stays on the first", async () => {
        await open();
        await drawnBeside(19);
        const second = await openSecond();
        assert.equal(await page.locator(".rr-cell").count(), 1);
        assert.equal(await second.locator(".rr-prior").count(), 1);
        await second.getByText("3 months earlier").waitFor();
        const pseudonym = await page.locator(".rr-patient strong").textContent();
        assert.equal(await second.locator(".rr-patient strong").textContent(), pseudonym);
        assert.ok((await second.title()).startsWith(pseudonym));
        // The canvas that is in the second page, by its own pixels.
        const { column, row } = patches.bone;
        const [x, y] = await page.evaluate(([c, r]) => Object.values(globalThis.pandokReading.beside[0].placeOf(c, r)), [column, row]);
        await eventually(async () => {
            const colour = await second.evaluate(
                ([left, top]) => {
                    const canvas = document.querySelector(".rr-side canvas");
                    const ratio = canvas.width / canvas.clientWidth;
                    return [...canvas.getContext("2d").getImageData(Math.floor(left * ratio), Math.floor(top * ratio), 1, 1).data];
                },
                [x, y],
            );
            assert.deepEqual(colour, [255, 255, 255, 255]);
        });
        const size = await second.locator(".rr-side").boundingBox();
        assert.ok(size.width > 1000, "the cell fills its window");
    });

    test("keys, wheel and drawings of the second window are the room's", async () => {
        await open(studies.followed, { set: { priors: [] } });
        await page.getByRole("button", { name: "Layout" }).click();
        await page.getByRole("button", { name: /Two side by side/ }).click();
        await drawnBeside(6);
        const second = await openSecond();
        // Keys go to the cell that has the focus.
        await second.locator(".rr-side .rr-image").focus();
        await second.keyboard.press("d");
        await until(page, () => globalThis.pandokReading.beside[0].link === "none");
        await second.keyboard.press("Home");
        await drawnBeside(0);
        assert.equal(await page.evaluate(() => globalThis.pandokReading.slice), 19);
        await second.keyboard.press("3");
        await until(page, () => globalThis.pandokReading.beside[0].window.center === 400);
        assert.equal(await page.evaluate(() => globalThis.pandokReading.window.center), -600);
        await second.locator(".rr-side .rr-image").hover();
        for (let i = 0; i < 6; i++) await second.mouse.wheel(0, 100);
        await until(page, () => globalThis.pandokReading.beside[0].slice > 0);
        // A region drawn there is kept.
        await page.evaluate(() => globalThis.pandokReading.beside[0].goTo(6));
        await drawnBeside(6);
        await second.keyboard.press("e");
        const { column, row } = patches.bone;
        await second.mouse.move(...(await placeBeside(second, column - 4, row - 4)));
        await second.mouse.down();
        await second.mouse.move(...(await placeBeside(second, column, row)));
        await second.mouse.move(...(await placeBeside(second, column + 4, row + 4)));
        await second.mouse.up();
        await eventually(() => assert.equal((mock.state.measurements[studies.followed] ?? []).length, 1));
        assert.equal(mock.state.measurements[studies.followed][0].figures.find(({ name }) => name === "mean").value, 700);
        assert.equal(await second.locator(".rr-drawing").count(), 1);
    });

    test("planes fill the second window, and layouts are chosen there", async () => {
        await open();
        const second = await openSecond();
        await second.getByRole("button", { name: "Layout" }).click();
        await second.getByRole("button", { name: /planes/ }).click();
        await eventually(async () => assert.equal(await second.locator("[data-plane]").count(), 3));
        assert.equal(await page.locator("[data-plane]").count(), 0);
        await until(page, () => globalThis.pandokReading.planes.every(({ slice }) => slice !== null));
        const boxes = await second.locator("[data-plane]").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
        assert.ok(boxes[0] > boxes[1] * 1.8, `the first plane is as high as two: ${boxes}`);
        // A menu closes by a press elsewhere in its own window.
        await second.getByRole("button", { name: "Layout" }).click();
        await second.locator(".rr-menu-list").waitFor();
        await second.locator(".rr-patient").click();
        await eventually(async () => assert.equal(await second.locator(".rr-menu-list").count(), 0));
        await page.getByRole("button", { name: "Layout" }).click();
        await page.getByRole("button", { name: /One image/ }).click();
        await second.getByText("there is one image, on the first screen").waitFor();
    });

    test("closed, it gives the cells back; switched off, it closes; it is remembered with the account", async () => {
        await open();
        await drawnBeside(19);
        let second = await openSecond();
        await eventually(() => assert.equal(mock.state.settings.secondScreen, true));
        await second.close();
        await eventually(async () => assert.equal(await page.locator(".rr-cell").count(), 2));
        await drawnBeside(19);
        second = await openSecond();
        await second.reload();
        await second.locator(".rr-prior").waitFor();
        const gone = second.waitForEvent("close");
        await second.getByRole("button", { name: "Back to one screen" }).click();
        await gone;
        assert.equal(await page.locator(".rr-prior").count(), 1);
        await eventually(() => assert.equal(mock.state.settings.secondScreen, false));
    });

    test("it stays from case to case, and is empty in between", async () => {
        await open();
        await drawnBeside(19);
        const second = await openSecond();
        await page.goto(`${mock.address}/`);
        await second.getByText("No case is open").waitFor();
        const at = await second.locator("#empty").boundingBox();
        assert.ok(at.y < 100 && at.height > 100, "in sight");
        assert.equal(await second.locator(".rr-cell").count(), 0);
        await page.goto(`${mock.address}/read/${studies.followed}?surface=2d`);
        await second.locator(".rr-prior").waitFor();
        assert.equal(context.pages().length, 2);
        await drawnBeside(19);
        await page.close();
        await eventually(() => assert.equal(second.isClosed(), true));
    });

    test("where the browser lets no window open, the page says so and keeps all on one screen", async () => {
        await open(studies.followed, {
            init: () => {
                globalThis.open = () => null;
            },
        });
        await drawnBeside(19);
        await page.locator("#rr-image").focus();
        await page.keyboard.press("Alt+5");
        await page.getByText("did not let a second window open").waitFor();
        assert.equal(await page.locator(".rr-cell").count(), 2);
    });

    test("a reader who likes two screens gets both; refused or closed by hand, it is not asked for at each case", async () => {
        const likes = { singleLetters: true, keys: {}, layouts: {}, protocols: [], secondScreen: true };
        const opened = [];
        await open(studies.followed, {
            set: { settings: likes },
            init: () => {
                const real = globalThis.open;
                globalThis.open = (...given) =>
                    (globalThis.tries = (globalThis.tries ?? 0) + 1) && (globalThis.refuseWindows ? null : real.apply(globalThis, given));
                globalThis.refuseWindows = globalThis.localStorage.getItem("refuse") !== null;
            },
        });
        context.on("page", (one) => opened.push(one));
        await eventually(() => assert.equal(context.pages().length, 2));
        const second = context.pages()[1];
        await second.locator(".rr-prior").waitFor();
        await second.close();
        await eventually(async () => assert.equal(await page.evaluate(() => globalThis.sessionStorage.getItem("pandok.second")), "closed"));
        assert.equal(await page.locator(".rr-cell").count(), 2);
        await page.reload();
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
        await drawnBeside(19);
        assert.equal(await page.evaluate(() => globalThis.tries), undefined);
        assert.deepEqual(opened, []);
        // Another tab's session, where the browser refuses: told once.
        await page.evaluate(() => {
            globalThis.localStorage.setItem("refuse", "1");
            globalThis.sessionStorage.clear();
        });
        await page.reload();
        await page.getByText("did not let a second window open").waitFor();
        await page.reload();
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
        await drawnBeside(19);
        assert.equal(await page.evaluate(() => globalThis.tries), undefined);
    });

    test("signed out, no image stays on the second screen", async () => {
        await open();
        await drawnBeside(19);
        const second = await openSecond();
        mock.set({ signedOut: true });
        await page.getByRole("button", { name: "Start reading" }).first().dispatchEvent("click");
        await eventually(async () => assert.equal(await page.locator("dialog[open]").count(), 1));
        await second.getByText("Signed out").waitFor();
        assert.equal(await second.locator(".rr-cell").count(), 0);
    });

    for (const language of ["ko", "en"])
        test(`axe finds nothing in the second window: ${language}`, async () => {
            await open(studies.followed, { language });
            await drawnBeside(19);
            const second = await openSecond();
            assert.equal(await second.evaluate(() => document.documentElement.lang), language);
            await second.evaluate(axe);
            const { violations } = await second.evaluate(() => globalThis.axe.run(document));
            assert.deepEqual(
                violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`),
                [],
            );
        });
});
