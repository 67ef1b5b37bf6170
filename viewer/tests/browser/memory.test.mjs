/* global process */
/** What the reading room keeps in memory on a phone with a large study. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { launch, until } from "./browser.mjs";
import { missing, startNode } from "./node.mjs";

const why = missing();
if (why) process.stderr.write(`NOT TESTED: memory of the reading room: ${why}\n`);

const slices = 248;
const codecHeap = 52_428_800;
const megabytes = (bytes) => Math.round(bytes / 1e6);

describe("memory of the reading room, with the real program", { skip: why ?? false }, () => {
    let node;
    let browser;

    before(async () => {
        node = await startNode(slices, { second: 0 });
        browser = await launch();
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
    });

    async function open(options) {
        const context = await browser.newContext(options);
        const [name, value] = node.cookie.split("=");
        await context.addCookies([{ name, value, url: node.address }]);
        return { context, page: await context.newPage() };
    }

    /** JavaScript objects, the engine's own, and array buffers of the page; and of its workers. */
    async function heap(context, page) {
        const session = await context.newCDPSession(page);
        const use = async (send) => {
            await send("HeapProfiler.collectGarbage");
            const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await send("Runtime.getHeapUsage");
            return usedSize + embedderHeapUsedSize + backingStorageSize;
        };
        const own = await use((method) => session.send(method));
        await session.detach();
        // Each holds the heap of its codec, which a unit test keeps level over 1,000 decodes.
        const workers = page.workers().length * codecHeap;
        return { own, workers };
    }

    test("on a phone a chest CT of 248 slices takes less than 300 MB", async () => {
        const { context, page } = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
        await page.goto(`${node.address}/read/${node.study}`);
        await until(page, (count) => globalThis.pandokReading?.framesCoarse >= count, slices);
        // Whole are the slices around the reader; the rest comes as a volume of 256².
        await page.evaluate(() => globalThis.pandokReading.goTo(200));
        await until(page, () => globalThis.pandokReading.slice === 200 && globalThis.pandokReading.quality === "lossless");
        await wait(3000);
        const { own, workers } = await heap(context, page);
        process.stderr.write(`phone, ${slices} slices: ${megabytes(own)} MB in the page, ${megabytes(workers)} MB in its decoder\n`);
        assert.ok(own + workers < 300e6, `${megabytes(own + workers)} MB`);
        await context.close();
    });
});
