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

    test("two numbers of one person are joined with a reason, and parted again", async () => {
        await open("/privacy/vault");
        await page.getByLabel("DEMO-7K2M9PQ4XW1A3").check();
        assert.equal(await page.getByRole("button", { name: "Same person" }).isDisabled(), true);
        await page.getByLabel("SEA-4QH1KX7MD93PE").check();
        assert.equal(await page.getByRole("button", { name: "Same person" }).isDisabled(), true, "of two sites");
        await page.getByLabel("SEA-4QH1KX7MD93PE").uncheck();
        await page.getByLabel("DEMO-0ZT5N8WV2RB6C").check();
        await page.getByRole("button", { name: "Same person" }).click();
        const dialog = page.getByRole("dialog");
        await dialog.getByRole("button", { name: "Same person" }).click();
        assert.deepEqual(mock.state.merges, [], "not without a reason");
        await dialog.getByLabel("Reason").fill("registered twice");
        await page.keyboard.press("Enter");
        await eventually(() => assert.equal(mock.state.merges[0]?.reason, "registered twice"));
        assert.deepEqual([mock.state.merges[0].pseudonym, mock.state.merges[0].other], ["DEMO-7K2M9PQ4XW1A3", "DEMO-0ZT5N8WV2RB6C"]);
        await page.getByRole("button", { name: "Joined" }).click();
        await page.getByRole("button", { name: "Part" }).click();
        await page.getByText("parted by Demo Officer").waitFor();
    });

    test("identities wait for a second officer, then open in a dialog and are gone with it", async () => {
        await open("/privacy/vault");
        await page.getByLabel("DEMO-7K2M9PQ4XW1A3").check();
        await page.getByRole("button", { name: "Ask for identities" }).click();
        await page.getByRole("dialog").getByLabel("Reason").fill("recall of a contrast agent");
        await page.keyboard.press("Enter");
        await page.getByText("Waits for a second officer").waitFor();
        assert.equal(await page.getByRole("button", { name: "Open identities" }).count(), 0);
        Object.assign(mock.state.asks[0], { mine: false, askedBy: "Other Officer" });
        await page.reload();
        await page.getByRole("button", { name: /^Requests/ }).click();
        await page.getByRole("button", { name: "Agree" }).click();
        await page.getByRole("dialog").getByText("Other Officer will see").waitFor();
        await page.getByRole("dialog").getByRole("button", { name: "Agree" }).click();
        await page.getByText("Demo Officer agreed").waitFor();
        assert.equal(await page.getByRole("button", { name: "Open identities" }).count(), 0, "not for who agreed");
        mock.state.asks[0].mine = true;
        await page.reload();
        await page.getByRole("button", { name: /^Requests/ }).click();
        await page.getByRole("button", { name: "Open identities" }).click();
        await page.getByRole("dialog").getByText("홍^길동").waitFor();
        assert.equal(await page.getByText("1964-05-18").count(), 1);
        await page.keyboard.press("Escape");
        assert.equal(await page.getByText("홍^길동").count(), 0);
    });

    test("a site is erased only by its typed code and a reason, and the page says what that means", async () => {
        await open("/privacy/vault");
        await page.getByRole("button", { name: "Keys" }).click();
        await page.getByRole("button", { name: "Erase …" }).first().click();
        const dialog = page.getByRole("dialog", { name: "Erase Demo Clinic for ever?" });
        await dialog.getByText("2 patients, 3 studies").waitFor();
        await dialog.getByText("2 held images are erased").waitFor();
        await dialog.getByLabel("type the site's code").fill("DEMO");
        await dialog.getByRole("button", { name: "Erase for ever" }).click();
        assert.equal(mock.state.erased, null, "not without a reason");
        await dialog.getByLabel("Reason").selectOption("projectEnded");
        await dialog.getByLabel("type the site's code").fill("SEA");
        await dialog.getByRole("button", { name: "Erase for ever" }).click();
        await dialog.getByText("Nothing was erased").waitFor();
        assert.equal(mock.state.erased, null);
        await dialog.getByLabel("type the site's code").fill("DEMO");
        await dialog.getByRole("button", { name: "Erase for ever" }).click();
        await page.getByText(/^erased /).waitFor();
        assert.deepEqual(mock.state.decided, { what: "erase", code: "DEMO", reason: "projectEnded" });
        assert.equal(await page.getByRole("button", { name: "Erase …" }).count(), 1);
    });

    test("documents of a site are dropped with a note from now on, and the receipt counts them", async () => {
        await open("/privacy/vault");
        await page.getByRole("button", { name: "Keys" }).click();
        await page.getByLabel("Documents that Sea Hospital sends").selectOption("drop");
        await eventually(() => assert.deepEqual(mock.state.documents, { s2: "drop" }));
        await page.getByText("Documents of Sea Hospital are no longer taken").waitFor();
        await page.goto(`${mock.address}/privacy/receipts`);
        await page.getByLabel("Filter by study UID").fill("2.25.1");
        await page.keyboard.press("Enter");
        await page.getByText("Not taken: Encapsulated PDF").waitFor();
    });

    for (const language of ["en", "ko"])
        test(`list and review are readable to everybody (${language})`, async () => {
            mock.state.language = language;
            for (const path of ["/privacy/held", `/privacy/held/${ids[0]}`, "/privacy/vault"]) {
                await open(path);
                await page.locator(".held-table tbody tr, .held-clean, .vault-patient").first().waitFor();
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
