/* global URL, fetch, performance, process, setTimeout, clearTimeout, document, OffscreenCanvas */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { startProxy } from "../net/proxy.mjs";
import { eventually, launch, until } from "./browser.mjs";
import { missing, startNode } from "./node.mjs";

const why = missing();
if (why) process.stderr.write(`NOT TESTED: streaming from the real program: ${why}\n`);

const slices = 60;
const hook = (page, name) => page.evaluate((one) => globalThis.pandokReading[one], name);

describe("streaming by resolution, from the real program", { skip: why ?? false }, () => {
    let node;
    let browser;
    let proxy = null;
    let context;
    let page;
    /** Requests for pixels: address, range, how many bytes the answer has. */
    let asked;
    let faults;

    before(async () => {
        node = await startNode(slices);
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
    });
    afterEach(async () => {
        await context?.close();
        proxy?.stop();
        proxy = null;
        assert.deepEqual(faults, []);
    });

    async function open(line = null) {
        const real = new URL(node.address);
        if (line) proxy = await startProxy(Number(real.port), line);
        const address = line ? `http://127.0.0.1:${String(proxy.port)}` : node.address;
        context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const [name, value] = node.cookie.split("=");
        await context.addCookies([{ name, value, url: address }]);
        page = await context.newPage();
        faults = [];
        asked = [];
        page.on("pageerror", (error) => faults.push(error.message));
        page.on("response", async (response) => {
            if (!/\/frames\/|\/levels\//.test(response.url())) return;
            asked.push({
                url: response.url(),
                status: response.status(),
                range: response.request().headers()["range"] ?? null,
                bytes: Number(response.headers()["content-length"]),
                time: Date.now(),
            });
        });
        await page.goto(`${address}/read/${node.study}`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
    }
    const manifestOf = async (series) => (await node.get(`/api/series/${series}/manifest`)).json();
    const marks = () =>
        page.evaluate(() => Object.fromEntries(performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime])));

    test("every slice comes whole, no byte twice, and the value under the mouse is the file's", async () => {
        await open();
        await until(page, (count) => globalThis.pandokReading.framesLoaded === count, slices);
        assert.equal(await hook(page, "framesFailed"), 0);
        assert.equal(await hook(page, "quality"), "lossless");
        const series = await hook(page, "series");
        const manifest = await manifestOf(series);
        const own = asked.filter(({ url }) => url.includes(series));
        assert.ok(
            own.every(({ status }) => status === 200 || status === 206),
            JSON.stringify(own.filter(({ status }) => status >= 300)),
        );
        const needed = manifest.frames.ends.reduce((sum, ends) => sum + ends.at(-1), 0);
        const came = own.reduce((sum, { bytes }) => sum + bytes, 0);
        // Beyond the frames' own bytes there are only the heads of records, at most one for each frame and level.
        assert.ok(came >= needed && came <= needed + 16 * slices * 2, `${String(came)} bytes for ${String(needed)}`);

        const box = await page.locator("#rr-image").boundingBox();
        for (const slice of [30, 7, 59]) {
            await page.evaluate((to) => globalThis.pandokReading.goTo(to), slice);
            await until(page, (wanted) => globalThis.pandokReading.slice === wanted, slice);
            const path = `/dicom-web/studies/${node.study}/series/${series}/instances/${manifest.frames.instance[slice]}/frames/1`;
            const octets = await (await node.get(path, { Accept: "application/octet-stream" })).arrayBuffer();
            const stored = new Int16Array(octets);
            for (const [column, row] of [
                [256, 256],
                [150, 260],
                [300, 180],
                [256, 420],
            ]) {
                const at = await page.evaluate(([x, y]) => globalThis.pandokReading.placeOf(x, y), [column, row]);
                await page.mouse.move(box.x + at.x, box.y + at.y);
                const value = stored[row * manifest.columns + column] * manifest.rescale.slope + manifest.rescale.intercept;
                await eventually(async () => {
                    assert.equal(await page.locator(".rr-value").getAttribute("data-value"), String(value), `slice ${String(slice)}`);
                });
            }
        }
    });

    test("on a slow line the preview says so and is locked, everything is coarse before it is whole, and the badge goes by itself", async () => {
        await open({ mbit: 10, roundTrip: 60 });
        await page.evaluate(() => globalThis.pandokReading.goTo(2));
        await page.locator(".rr-badge[data-quality=preview]").waitFor();
        assert.match(await page.locator(".rr-badge").textContent(), /^Preview (16|32|64|128|256)$/);
        await page.mouse.move(500, 500);
        assert.equal(await page.locator(".rr-value").count(), 0);
        await page.getByText(/coarse \d+\/60 · full \d+\/60 · [\d.]+ of [\d.]+ MB/).waitFor();
        await until(page, () => globalThis.pandokReading.slice === 2 && globalThis.pandokReading.quality === "lossless");
        await page.locator(".rr-badge").waitFor({ state: "detached" });
        await page.mouse.move(505, 505);
        await page.locator(".rr-value").waitFor();
        await until(page, (count) => globalThis.pandokReading.framesLoaded === count, slices);
        await eventually(async () => assert.ok("lossless-complete" in (await marks())));
        const made = await marks();
        assert.ok(
            made["first-image"] <= made["first-diagnostic-image"] && made["coarse-complete"] < made["lossless-complete"],
            JSON.stringify(made),
        );
        const levels = asked.filter(({ url }) => url.includes("/levels/"));
        assert.ok(levels.length > 0);
    });

    test("a line that was cut in the middle heals by itself: the rest comes, and nothing that was here", async () => {
        await open({ mbit: 12, roundTrip: 60 });
        const series = await hook(page, "series");
        await until(page, () => globalThis.pandokReading.framesLoaded >= 8);
        // Shorter than a real gap; the page waits for the line in the same way however long it is away.
        proxy.cut(true);
        await page.waitForTimeout(8000);
        const before = await hook(page, "framesLoaded");
        assert.ok(before < slices);
        proxy.cut(false);
        await page.waitForFunction((count) => globalThis.pandokReading.framesLoaded === count, slices, { timeout: 90_000 });
        assert.equal(await hook(page, "framesFailed"), 0);
        const twice = asked
            .filter(({ url, range }) => url.includes(series) && url.includes("/frames/") && range === null)
            .map(({ url }) => url);
        assert.equal(new Set(twice).size, twice.length);
    });

    test("the planes appear coarse, say so, and refine in place until they are whole", async () => {
        await open({ mbit: 12, roundTrip: 60 });
        await page.evaluate(() => globalThis.pandokReading.goTo(2));
        await page.keyboard.press("Alt+2");
        await until(
            page,
            () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every(({ slice }) => slice !== null),
        );
        assert.ok((await hook(page, "framesLoaded")) < slices);
        const badges = page.locator(".rr-plane .rr-badge[data-quality=preview]");
        assert.ok((await badges.count()) >= 2);
        assert.equal(await page.locator(".rr-plane .rr-value").count(), 0);
        await page.waitForFunction((count) => globalThis.pandokReading.framesLoaded === count, slices, { timeout: 90_000 });
        await eventually(async () => assert.equal(await badges.count(), 0));
    });

    test("the second window opens under the program's own rules for pages and fetches no byte again", async () => {
        await open();
        await until(page, (count) => globalThis.pandokReading.framesLoaded === count, slices);
        await page.locator("#rr-image").focus();
        const [second] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("Alt+5")]);
        second.on("console", (message) => message.type() === "error" && faults.push(message.text()));
        second.on("response", (response) => /\/frames\/|\/levels\//.test(response.url()) && faults.push(response.url()));
        await second.locator(".rr-second").waitFor();
        await second.keyboard.press("Alt+2");
        await second.locator("[data-plane] canvas").first().waitFor();
        await until(
            page,
            () => globalThis.pandokReading.planes.length === 3 && globalThis.pandokReading.planes.every(({ slice }) => slice !== null),
        );
        assert.equal(await page.locator("[data-plane]").count(), 0);
        const parts = asked.map(({ url, range }) => `${url} ${range}`);
        assert.equal(new Set(parts).size, parts.length);
        const shades = (canvas) =>
            new Set(
                canvas
                    .getContext("2d")
                    .getImageData(0, 0, canvas.width, canvas.height)
                    .data.filter((_, i) => i % 4 === 0),
            ).size;
        for (const canvas of await second.locator("[data-plane] canvas").all())
            await eventually(async () => assert.ok((await canvas.evaluate(shades)) > 20, "a picture, not black"));
        // It is remembered with the account; the other tests have one screen.
        const kept = () => page.evaluate(async () => (await fetch("/api/me/reading")).json());
        await eventually(async () => assert.ok(Object.values((await kept()).layouts).includes("planes")));
        const status = await page.evaluate(
            async (settings) => {
                const headers = { "Content-Type": "application/json", "X-Pandok": "1" };
                return (await fetch("/api/me/reading", { method: "PUT", headers, body: JSON.stringify(settings) })).status;
            },
            { ...(await kept()), layouts: {}, secondScreen: false },
        );
        assert.equal(status, 204);
    });

    test("OHIF opens the study unchanged and shows an image", { timeout: 60_000 }, async (context) => {
        const { fetchOhif, serveOhif } = await import("../../../bench/viewer/ohif.mjs");
        let timer;
        const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error("fetching it took longer than 20 s")), 20_000)));
        const dist = await Promise.race([fetchOhif(), late]).catch((error) => {
            process.stderr.write(`NOT TESTED: OHIF over /dicom-web: ${error.message}\n`);
            return null;
        });
        clearTimeout(timer);
        if (!dist) return context.skip("OHIF's package is not there");
        const front = await serveOhif(dist, node.address);
        const own = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        try {
            const address = `http://127.0.0.1:${String(front.port)}`;
            const [name, value] = node.cookie.split("=");
            await own.addCookies([{ name, value, url: address }]);
            const viewer = await own.newPage();
            await viewer.goto(`${address}/viewer?StudyInstanceUIDs=${node.study}`, { waitUntil: "commit" });
            const isImage = () =>
                [...document.querySelectorAll("canvas")].some((canvas) => {
                    if (canvas.width < 200 || canvas.height < 200) return false;
                    const small = new OffscreenCanvas(16, 16).getContext("2d");
                    small.drawImage(canvas, 0, 0, 16, 16);
                    const grey = [...small.getImageData(0, 0, 16, 16).data].filter((_, i) => i % 4 === 0);
                    return Math.max(...grey) - Math.min(...grey) > 40;
                });
            await viewer.waitForFunction(isImage, null, { timeout: 40_000, polling: 200 });
        } finally {
            await own.close();
            front.stop();
        }
    });

    test("a series that was left sends nothing more while the one on screen is not whole", async () => {
        await open({ mbit: 4, roundTrip: 60 });
        const left = await hook(page, "series");
        await page.keyboard.press("BracketRight");
        await until(page, (before) => globalThis.pandokReading.series !== before, left);
        // By the page's own clock: on a busy machine this process hears of a request late.
        const since = (await page.evaluate(() => performance.now())) + 300;
        const other = await hook(page, "series");
        await until(page, (series) => globalThis.pandokReading.series === series && globalThis.pandokReading.framesLoaded >= 4, other);
        const late = await page.evaluate(
            ([series, from]) =>
                performance
                    .getEntriesByType("resource")
                    .filter(({ name, startTime }) => name.includes(series) && startTime > from)
                    .map(({ name }) => name),
            [left, since],
        );
        assert.deepEqual(late, []);
    });

    test("when all is here the first image of the next case is fetched, no sooner; N opens it out of the cache", async () => {
        const other = await node.sendAnother(6);
        await open({ mbit: 12, roundTrip: 60 });
        const entries = () =>
            page.evaluate(() =>
                performance
                    .getEntriesByType("resource")
                    .map(({ name, startTime, responseEnd, transferSize }) => ({ name, startTime, responseEnd, transferSize })),
            );
        const isOf =
            (study) =>
            ({ name }) =>
                name.includes(study) && /\/opening$|\/frames\//.test(name);
        await eventually(async () => assert.equal((await entries()).filter(isOf(other)).length, 2), 40_000);
        const all = await entries();
        const series = await hook(page, "series");
        const last = Math.max(...all.filter(({ name }) => name.includes(series)).map(({ responseEnd }) => responseEnd));
        assert.ok(
            Math.min(...all.filter(isOf(other)).map(({ startTime }) => startTime)) >= last,
            "nothing of the next case before this one is whole",
        );
        await page.keyboard.press("n");
        await page.waitForURL(`**/read/${other}`);
        await until(page, () => globalThis.pandokReading?.slice !== null && globalThis.pandokReading?.quality === "lossless");
        const [first] = (await entries()).filter(({ name }) => /\/frames\//.test(name));
        assert.equal(first.transferSize, 0, "the first image came out of the cache");
    });
});
