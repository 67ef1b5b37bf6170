/* global document */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";

let mock;
let browser;

before(async () => {
    mock = await start();
    browser = await launch();
});
after(async () => {
    await browser.close();
    mock.stop();
});

test("a whole case without a mouse: open, take, scroll, window, measure, mark, write, sign, back to the list", async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const keys = async (...all) => {
        for (const key of all) await page.keyboard.press(key);
    };
    /** The Tab key alone; says where it got stuck. */
    const tabTo = async (name) => {
        const way = [];
        for (let i = 0; i < 80; i++) {
            const here = await page.evaluate(() => {
                const { activeElement: at } = document;
                if (at === document.body) return "";
                return (at?.getAttribute("aria-label") ?? at?.textContent ?? "").trim();
            });
            if (here.startsWith(name)) return;
            way.push(here.slice(0, 30));
            await page.keyboard.press("Tab");
        }
        assert.fail(`never came to ${name}: ${way.join(" | ")}`);
    };
    await page.goto(mock.address);
    await page.getByText("PDK-7F3K-92QD").first().waitFor();
    await keys("ArrowDown", "Enter");
    await page.waitForURL(/\/read\//);
    await until(page, () => typeof globalThis.pandokReading?.slice === "number");
    await tabTo("Start reading");
    await keys("Enter");
    await page.locator("textarea[name=findings]:not([readonly])").waitFor();
    await keys("Escape", "2", "ArrowDown", "PageDown");
    await until(page, () => globalThis.pandokReading.slice === 30 && globalThis.pandokReading.window.center === 40);
    // Measuring waits for every byte of the slice.
    await until(page, () => globalThis.pandokReading.quality === "lossless");
    await keys("l", "Space", "Space", "Shift+ArrowLeft");
    await eventually(() => assert.equal(mock.state.measurements[studies.ct]?.length, 1));
    await keys("Enter", "k");
    await eventually(() => assert.equal(mock.state.keyImages[studies.ct]?.length, 1));
    await keys("t");
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "findings");
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" In the right lower lobe.");
    await keys("Control+Enter");
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "impression");
    await page.keyboard.type("Nodule");
    await keys("Control+Enter");
    await page.getByRole("dialog").getByText("In the right lower lobe.").waitFor();
    await keys("Enter");
    await page.locator(".rr-version").getByText("Final").waitFor();
    const [version] = mock.state.reports[studies.ct].versions;
    assert.match(version.sections.findings, /^Length \d+\.\d mm \(series 2, image 31\)\. In the right lower lobe\.$/);
    assert.equal(version.links[0].measurement, mock.state.measurements[studies.ct][0].id);
    await tabTo("Worklist");
    await keys("Enter");
    await page.getByText("PDK-7F3K-92QD").first().waitFor();
    await page.close();
});
