/* global URL, process */
/** A reader's work, through the built program, while the line is dead and while the server is killed. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startProxy } from "../net/proxy.mjs";
import { eventually, launch, until } from "./browser.mjs";
import { missing, startNode } from "./node.mjs";

const why = missing();
if (why) process.stderr.write(`NOT TESTED: trouble with the real program: ${why}\n`);
const slices = 40;

describe("trouble, with the real program", { skip: why ?? false }, () => {
    let node;
    let browser;

    before(async () => {
        node = await startNode(slices, { second: 0 });
        browser = await launch({ webgl: false });
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
    });

    async function open(address) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        const [name, value] = node.cookie.split("=");
        await context.addCookies([{ name, value, url: address }]);
        const page = await context.newPage();
        const faults = [];
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(`${address}/read/${node.study}?surface=2d`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
        return { context, page, faults };
    }

    test("thirty seconds without a line in the middle of a study: the rest comes by itself", async () => {
        const proxy = await startProxy(Number(new URL(node.address).port), { mbit: 20, roundTrip: 60 });
        const { context, page, faults } = await open(`http://127.0.0.1:${String(proxy.port)}`);
        await until(page, () => globalThis.pandokReading.framesLoaded >= 4);
        const before = await page.evaluate(() => globalThis.pandokReading.framesLoaded);
        proxy.hold(true);
        await page.waitForTimeout(30_000);
        const meanwhile = await page.evaluate(() => globalThis.pandokReading.framesLoaded);
        assert.ok(meanwhile < slices && meanwhile >= before, `${String(before)} before, ${String(meanwhile)} meanwhile`);
        proxy.hold(false);
        await page.waitForFunction((count) => globalThis.pandokReading.framesLoaded === count, slices, { timeout: 90_000 });
        assert.equal(await page.evaluate(() => globalThis.pandokReading.framesFailed), 0);
        assert.deepEqual(faults, []);
        await context.close();
        proxy.stop();
    });

    test("the server is killed in the middle of a report: every word is there when it is back", async () => {
        const { context, page, faults } = await open(node.address);
        const draft = (kind) => until(page, (wanted) => globalThis.pandokReading.draft === wanted, kind);
        await page.locator(".rr-pane").getByRole("button", { name: "Start reading" }).click();
        await page.locator("textarea[name=findings]:not([readonly])").fill("Saved before. ");
        await draft("saved");
        await page.locator("textarea[name=findings]").pressSequentially("Typed as it died. ");
        await node.kill();
        await page.locator("textarea[name=impression]").fill("Written while it was away.");
        await draft("offline");
        await node.serve();
        await draft("saved");
        const kept = async () => (await (await node.get(`/api/studies/${node.study}/report`)).json()).draft.sections;
        await eventually(async () => {
            const { findings, impression } = await kept();
            assert.deepEqual([findings, impression], ["Saved before. Typed as it died. ", "Written while it was away."]);
        });
        assert.deepEqual(faults, []);
        await context.close();
    });
});
