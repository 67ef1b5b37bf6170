/* global document, KeyboardEvent */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";

describe("sentences, keys and Korean input", () => {
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

    async function open({ language = "en", set = {} } = {}) {
        faults = [];
        mock.set({ language, ...set });
        context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
        page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(`${mock.address}/read/${studies.ct}?surface=2d`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
    }
    const begin = async () => {
        await page
            .locator(".rr-pane")
            .getByRole("button", { name: /Start reading|판독 시작/ })
            .click();
        await page.locator("textarea[name=findings]:not([readonly])").waitFor();
    };
    const key = async (keys) => {
        await page.locator("#rr-image").focus();
        await page.keyboard.press(keys);
    };
    const kept = () => mock.state.measurements[studies.ct] ?? [];
    const measure = async () => {
        await key("l");
        await page.keyboard.press("Space");
        await eventually(() => assert.equal(kept().length, 1));
    };
    const findings = () => page.locator("textarea[name=findings]").inputValue();
    const state = (wanted) => page.locator(`.rr-link-item[data-state=${wanted}]`).waitFor();
    const report = () => mock.state.reports[studies.ct];

    test("a measurement's sentence stays bound while the text around it changes, and says when it no longer fits", async () => {
        await open();
        await begin();
        await measure();
        await page.keyboard.press("Escape");
        await page.keyboard.press("Escape");
        // Twice on the drawing.
        const line = await page.locator(".rr-drawing line").boundingBox();
        await page.mouse.dblclick(line.x + line.width / 2, line.y + line.height / 2);
        await eventually(async () => assert.match(await findings(), /^Length \d+\.\d mm \(series 2, image 20\)\.$/));
        await state("bound");
        const sentence = await findings();
        await eventually(() => assert.equal(report().draft?.links.length, 1));
        assert.deepEqual(report().draft.links[0], {
            measurement: kept()[0].id,
            section: "findings",
            start: 0,
            length: sentence.length,
            sentence,
        });

        // Words before it move it.
        await page.locator("textarea[name=findings]").focus();
        await page.keyboard.press("Control+Home");
        await page.keyboard.type("Nodule. ");
        await eventually(() => assert.equal(report().draft.links[0].start, 8));
        await state("bound");

        // The measurement changes: the sentence says so, and can be renewed.
        await page.getByRole("button", { name: "Length", exact: true }).first().click();
        await page.locator("#rr-image").focus();
        await page.keyboard.press("Space");
        await page.keyboard.press("Shift+ArrowLeft");
        await state("changed");
        await page.getByRole("button", { name: /^Take the present value/ }).click();
        await state("bound");
        assert.notEqual(await findings(), `Nodule. ${sentence}`);

        // The reader changes the number.
        await page.locator("textarea[name=findings]").evaluate((area) => area.setSelectionRange(15, 16));
        await page.locator("textarea[name=findings]").focus();
        await page.keyboard.type("9");
        await state("edited");

        // It is deleted: the sentence is marked, also where one signs.
        await page.locator("#rr-image").focus();
        await page.keyboard.press("Delete");
        await state("gone");
        await page.locator("textarea[name=impression]").fill("Nodule");
        await page.keyboard.press("Control+Enter");
        const dialog = page.getByRole("dialog");
        await dialog.getByText("measurement was deleted").waitFor();
        await dialog.getByText("39 of 40 were never shown at full quality").waitFor();
        await dialog.getByText("none of 12").waitFor();
        await dialog.getByRole("button", { name: "Sign and send" }).click();
        await page.locator(".rr-version .rr-link-item").waitFor();
        assert.equal(report().versions[0].links.length, 1);
    });

    test("the sign dialog leads to what was not seen", async () => {
        await open();
        await begin();
        await page.locator("textarea[name=impression]").fill("Clear");
        await page.keyboard.press("Control+Enter");
        await page.getByRole("button", { name: "Go there" }).first().click();
        await until(page, () => globalThis.pandokReading.slice === 0);
    });

    test("a key is changed, kept with the account, and works; single letters are switched off", async () => {
        await open();
        await key("?");
        await page.getByRole("button", { name: "Length: change the key" }).click();
        await page.keyboard.press("w");
        await page.getByText("W has been taken from: Window").waitFor();
        await eventually(() => assert.deepEqual(mock.state.settings.keys, { length: "KeyW" }));
        // What leads out of everything is nobody's.
        await page.getByRole("button", { name: "Angle: change the key", exact: true }).click();
        await page.keyboard.press("Shift+?");
        await page.getByText("? always belongs to").waitFor();
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
        await measureWith("w");
        await page.reload();
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
        await eventually(async () => assert.equal(await page.locator(".rr-drawing").count(), 1));
        await key("Shift+?");
        await page.getByLabel("Single letters, figures and signs are keys").uncheck();
        await eventually(() => assert.equal(mock.state.settings.singleLetters, false));
        await page.keyboard.press("Escape");
        const before = await page.evaluate(() => globalThis.pandokReading.window);
        await key("2");
        await key("ArrowDown");
        await until(page, () => globalThis.pandokReading.slice === 20);
        assert.deepEqual(await page.evaluate(() => globalThis.pandokReading.window), before);
    });
    const measureWith = async (letter) => {
        await key(letter);
        await page.keyboard.press("Space");
        await eventually(() => assert.equal(kept().length, 1));
    };

    test("Korean is composed in the report through several saves, and no syllable is lost", async () => {
        await open({ language: "ko" });
        await begin();
        await page.locator("textarea[name=findings]").focus();
        const cdp = await context.newCDPSession(page);
        const compose = (text) => cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
        const syllables = [
            ["ㅇ", "우"],
            ["ㅎ", "하"],
            ["ㅇ", "여", "엽"],
            ["ㄱ", "겨", "결"],
            ["ㅈ", "저", "절"],
        ];
        const saves = mock.state.drafts;
        let text = "";
        for (const [i, steps] of syllables.entries()) {
            for (const step of steps) await compose(step);
            // In the middle of a syllable the text is saved: what is composed must not be touched.
            if (i % 2 === 0) {
                const shown = text + steps.at(-1);
                await eventually(() => assert.equal(report().draft?.sections.findings, shown));
                assert.equal(await findings(), shown);
            }
            await cdp.send("Input.insertText", { text: steps.at(-1) });
            text += steps.at(-1);
        }
        assert.equal(await findings(), "우하엽결절");
        await eventually(() => assert.equal(report().draft.sections.findings, "우하엽결절"));
        assert.ok(mock.state.drafts - saves >= 3, "saved at least three times on the way");
        // A key of the room, pressed while a syllable is composed, belongs to the syllable.
        const window = await page.evaluate(() => globalThis.pandokReading.window);
        await compose("ㅈ");
        await page.evaluate(() =>
            document.activeElement.dispatchEvent(
                new KeyboardEvent("keydown", { code: "Enter", key: "Process", ctrlKey: true, isComposing: true, bubbles: true }),
            ),
        );
        assert.equal(await page.getByRole("dialog").count(), 0);
        await cdp.send("Input.insertText", { text: "자" });
        assert.equal(await findings(), "우하엽결절자");
        // On the image the same place is the tool, whatever letter the input method makes of it.
        await page.locator("#rr-image").focus();
        for (const [code, letter] of [
            ["Digit2", "2"],
            ["KeyL", "ㅣ"],
        ])
            await page.evaluate(
                ([c, k]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { code: c, key: k, bubbles: true })),
                [code, letter],
            );
        await until(page, () => globalThis.pandokReading.window.center === 40);
        assert.notDeepEqual(window, { center: 40, width: 400 });
        await page.locator('#rr-image[data-tool="length"]').waitFor();
    });
});
