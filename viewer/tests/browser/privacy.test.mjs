import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch } from "./browser.mjs";
import { ids, startPrivacy } from "./privacy-mock.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

describe("the privacy officer's review", () => {
    let mock, browser, context, page;

    before(async () => {
        mock = await startPrivacy();
        browser = await launch({ webgl: false });
    });
    after(async () => {
        await browser.close();
        mock.stop();
    });
    beforeEach(() => mock.reset());
    afterEach(() => context?.close());

    async function open(path, options = {}) {
        context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
        page = await context.newPage();
        await page.goto(`${mock.address}${path}`);
    }
    const review = async (options) => {
        await open(`/privacy/held/${ids[0]}`, options);
        await page.locator(".held-picture img").first().waitFor();
        await page.getByText("Header proven clean").waitFor();
    };
    const surface = () => page.locator(".held-picture svg");
    async function drag(from, to) {
        const area = await surface().boundingBox();
        const at = ([x, y]) => [area.x + (x * area.width) / 640, area.y + (y * area.height) / 480];
        await page.mouse.move(...at(from));
        await page.mouse.down();
        await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
        await page.mouse.move(...at(to));
        await page.mouse.up();
    }
    const near = (got, wanted) => assert.ok(Math.abs(got - wanted) <= 3, `${got} is not about ${wanted}`);

    test("the list says why, of what, since when, and how many of a study", async () => {
        await open("/privacy/held");
        await page.getByText("A person must look").waitFor();
        assert.equal(await page.locator(".held-table tbody tr").count(), 3);
        assert.match(
            await page.locator(".held-table tbody tr").first().textContent(),
            /US.*3 frames.*Ultrasound 2.*Demo Clinic.*2 in study/,
        );
        await page.getByRole("link", { name: "Review" }).first().click();
        await page.getByText("Frame 1 of 3").waitFor();
    });

    test("nothing held is said so", async () => {
        mock.state.empty = true;
        await open("/privacy/held");
        await page.getByText("Nothing waits for review").waitFor();
    });

    test("by mouse: drawn, moved, deleted, undone, looked at again, released", async () => {
        await review();
        await drag([10, 10], [330, 50]);
        await eventually(() => assert.equal(mock.state.boxes.length, 1));
        const [box] = mock.state.boxes;
        near(box.x, 10);
        near(box.width, 320);
        assert.equal(box.frame, -1);
        await drag([100, 30], [120, 60]);
        await eventually(() => near(mock.state.boxes[0].x, box.x + 20));
        near(mock.state.boxes[0].y, box.y + 30);
        await page.getByRole("button", { name: "Delete box" }).click();
        await eventually(() => assert.equal(mock.state.boxes.length, 0));
        await page.getByRole("button", { name: "Undo" }).click();
        await page.getByRole("button", { name: "Undo" }).click();
        await eventually(() => assert.deepEqual(mock.state.boxes[0], box));
        const looks = () => mock.state.requests.filter((one) => one.endsWith("/look")).length;
        await eventually(() => assert.ok(looks() >= 4));
        await page.getByRole("button", { name: "Release" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Release" }).click();
        await eventually(() => assert.equal(mock.state.decided?.what, "release"));
        assert.deepEqual(mock.state.decided.boxes, [box]);
        await page.getByText("This object has no image").waitFor();
    });

    test("by keyboard alone: a box, moved and sized, on one frame, undone, released", async () => {
        await review();
        await page.keyboard.press("a");
        await page.keyboard.press("PageDown");
        await page.getByText("Frame 2 of 3").waitFor();
        await page.keyboard.press("n");
        for (const key of ["Shift+ArrowLeft", "ArrowUp", "Alt+ArrowRight"]) await page.keyboard.press(key);
        await eventually(() => assert.deepEqual(mock.state.boxes, [{ frame: 1, x: 246, y: 191, width: 129, height: 48, why: "person" }]));
        await page.keyboard.press("z");
        await eventually(() => assert.equal(mock.state.boxes[0].width, 128));
        await page.keyboard.press("n");
        await page.keyboard.press("Delete");
        await page.keyboard.press("?");
        await page.getByRole("dialog", { name: "Keys" }).waitFor();
        await page.keyboard.press("Escape");
        await page.getByText("Header proven clean").waitFor();
        await page.keyboard.press("r");
        await page.getByRole("dialog").waitFor();
        await page.keyboard.press("Enter");
        await eventually(() => assert.equal(mock.state.decided?.what, "release"));
        assert.equal(mock.state.decided.boxes.length, 1);
    });

    test("by touch on a phone", async () => {
        await review({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
        const area = await surface().boundingBox();
        const client = await context.newCDPSession(page);
        const touch = (type, x, y) =>
            client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: area.x + x, y: area.y + y }] });
        await touch("touchStart", 10, 10);
        await touch("touchMove", 80, 30);
        await touch("touchMove", 150, 40);
        await touch("touchEnd");
        await eventually(() => assert.equal(mock.state.boxes.length, 1));
        assert.ok((await page.evaluate(() => globalThis.document.documentElement.scrollWidth)) <= 390);
    });

    test("who comes second is told, and nothing is decided", async () => {
        await review();
        mock.state.stale = true;
        await page.keyboard.press("x");
        await page.getByRole("dialog").getByLabel("Reason").fill("not a study");
        await page.keyboard.press("Enter");
        await page.getByText("Somebody else changed or decided").first().waitFor();
        assert.equal(mock.state.decided, null);
    });

    test("what the header says cannot be released, only rejected", async () => {
        await open(`/privacy/held/${ids[2]}`);
        await page.getByText("This cannot be overruled").waitFor();
        assert.equal(await page.getByRole("button", { name: "Release" }).isDisabled(), true);
        await page.getByRole("button", { name: "Reject" }).click();
        await page.getByRole("dialog").getByLabel("Reason").fill("name in the header");
        await page.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
        await eventually(() => assert.equal(mock.state.decided?.reason, "name in the header"));
    });

    for (const language of ["en", "ko"])
        test(`list and review are readable to everybody (${language})`, async () => {
            mock.state.language = language;
            for (const path of ["/privacy/held", `/privacy/held/${ids[0]}`]) {
                await open(path);
                await page.locator(".held-table tbody tr, .held-clean").first().waitFor();
                await page.evaluate(await readFile(axe, "utf8"));
                const found = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa"] }));
                assert.deepEqual(
                    found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`),
                    [],
                );
                await context.close();
            }
        });
});
