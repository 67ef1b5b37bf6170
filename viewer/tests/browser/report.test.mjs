/* global document, innerWidth, localStorage, sessionStorage */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { launch, until } from "./browser.mjs";
import { start, studies } from "./mock.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const saved = (page, kind) => until(page, (wanted) => globalThis.pandokReading.draft === wanted, kind);

describe("the report beside the image", () => {
    let mock;
    let browser;
    let context;
    let page;

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
    afterEach(() => context?.close());

    async function open(study = studies.ct, { language = "en", viewport = { width: 1440, height: 900 } } = {}) {
        mock.set({ language });
        context = await browser.newContext({ viewport });
        page = await context.newPage();
        await page.goto(`${mock.address}/read/${study}?surface=2d`);
        await until(page, () => typeof globalThis.pandokReading?.slice === "number");
    }
    const begin = async () => {
        await page.locator(".rr-pane").getByRole("button", { name: "Start reading" }).click();
        await page.locator("textarea[name=findings]:not([readonly])").waitFor();
    };
    const typeInto = (name, text) => page.locator(`textarea[name=${name}]`).fill(text);

    test("by keyboard alone: write, save, sign, add", async () => {
        await open();
        assert.equal(await page.locator("textarea[name=findings]").getAttribute("readonly"), "");
        await begin();
        await page.keyboard.press("Escape");
        await page.keyboard.press("t");
        await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "findings");
        await page.keyboard.type("Opacity in w12");
        await saved(page, "saved");
        assert.equal(mock.state.reports[studies.ct].draft.sections.findings, "Opacity in w12");
        await page.keyboard.press("Control+Enter");
        await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "impression");
        await page.keyboard.type("Pneumonia");
        await page.keyboard.press("Control+Enter");
        await page.getByRole("dialog").getByText("Opacity in w12").waitFor();
        await page.keyboard.press("Enter");
        await page.locator(".rr-version").getByText("Final").waitFor();
        assert.equal(mock.state.reports[studies.ct].versions[0].sections.impression, "Pneumonia");
        await page.locator("#rr-addendum").fill("Seen again");
        await page.getByRole("button", { name: "Sign addendum" }).click();
        await page.getByRole("button", { name: "Sign and send" }).click();
        await page.locator(".rr-version").getByText("Seen again").waitFor();
        assert.deepEqual(
            mock.state.reports[studies.ct].versions.map(({ device }) => device),
            ["desktop", "desktop"],
        );
    });

    test("on a phone, where the site allows it, nothing is marked, and the report says on what it was signed", async () => {
        mock.set({ phones: "primary" });
        await open(studies.ct, { viewport: { width: 390, height: 844 } });
        assert.equal(await page.getByText("Not for primary reading").count(), 0);
        await page.getByRole("button", { name: "Start reading" }).first().click();
        await page.keyboard.press("t");
        await page.locator("textarea[name=impression]:not([readonly])").fill("Pneumonia");
        await saved(page, "saved");
        await page.keyboard.press("Control+Enter");
        await page.getByRole("dialog").getByText("Pneumonia").waitFor();
        await page.keyboard.press("Enter");
        await page.locator(".rr-version").getByText("on a phone").waitFor();
        assert.equal(mock.state.reports[studies.ct].versions[0].device, "phone");
    });

    test("the window key in a text is a letter, and a letter on the image is a tool", async () => {
        await open();
        await begin();
        await typeInto("findings", "");
        await page.keyboard.type("123");
        assert.equal(await page.locator("textarea[name=findings]").inputValue(), "123");
        assert.deepEqual(await page.evaluate(() => globalThis.pandokReading.window), { center: -600, width: 1500 });
        await page.keyboard.press("Escape");
        await page.keyboard.press("2");
        await until(page, () => globalThis.pandokReading.window.center === 40);
    });

    test("another reader's study can be looked at, not written", async () => {
        await open(studies.taken);
        await page.locator(".rr-pane").getByText("Reader Two is reading. You can look, not write.").waitFor();
        assert.equal(await page.locator("textarea[name=findings]").getAttribute("readonly"), "");
        assert.equal(await page.getByRole("button", { name: "Start reading" }).count(), 0);
    });

    test("who is too late learns who was first", async () => {
        await open();
        mock.set({
            claims: {
                [studies.ct]: {
                    reader: { id: "u2", displayName: "Reader Two", initials: "RT" },
                    until: new Date(Date.now() + 1e5).toISOString(),
                    mine: false,
                },
            },
        });
        await page.locator(".rr-pane").getByRole("button", { name: "Start reading" }).click();
        await page.locator(".rr-pane").getByText("Reader Two is reading").waitFor();
    });

    test("an expired session asks for the password over the text, and then saves it", async () => {
        await open();
        await begin();
        mock.set({ signedOut: "saves" });
        await typeInto("findings", "kept");
        await page.getByRole("dialog").getByText("Sign in again").waitFor();
        await page.locator("input[name=password]").fill("wrong");
        await page.keyboard.press("Enter");
        await page.getByText("The password is not right.").waitFor();
        await page.locator("input[name=password]").fill("mock");
        await page.keyboard.press("Enter");
        await saved(page, "saved");
        assert.equal(mock.state.reports[studies.ct].draft.sections.findings, "kept");
        await page.getByRole("dialog").waitFor({ state: "detached" });
    });

    test("without a line the text waits under a visible word, and is sent when the line is back", async () => {
        await open();
        await begin();
        await context.setOffline(true);
        await typeInto("findings", "offline words");
        await saved(page, "offline");
        await page.locator(".rr-draft").getByText("Not saved").waitFor();
        await page.getByText("No line. Your text is kept on this page").waitFor();
        await context.setOffline(false);
        await saved(page, "saved");
        assert.equal(mock.state.reports[studies.ct].draft.sections.findings, "offline words");
        assert.deepEqual(
            await page.evaluate(() => Object.values({ ...localStorage, ...sessionStorage }).filter((value) => value.includes("words"))),
            [],
        );
    });

    test("two texts are shown side by side, and the chosen one stays", async () => {
        await open();
        await begin();
        await typeInto("findings", "first");
        await saved(page, "saved");
        mock.state.reports[studies.ct].draft = {
            version: 9,
            sections: { indication: "", comparison: "", findings: "elsewhere", impression: "" },
            savedAt: new Date().toISOString(),
            savedBy: { id: "u1", displayName: "Reader One" },
        };
        await typeInto("findings", "first and mine");
        await saved(page, "conflict");
        await page.getByRole("dialog").getByText("elsewhere", { exact: true }).waitFor();
        await page.getByRole("dialog").getByText("first and mine").waitFor();
        await page.getByRole("button", { name: "Keep mine" }).click();
        await saved(page, "saved");
        assert.equal(mock.state.reports[studies.ct].draft.sections.findings, "first and mine");
        assert.equal(mock.state.reports[studies.ct].draft.version, 10);
    });

    for (const language of ["en", "ko"])
        for (const viewport of [
            { width: 1440, height: 900 },
            { width: 390, height: 844 },
        ])
            test(`axe finds nothing: ${language}, ${String(viewport.width)} px`, async () => {
                await open(studies.ct, { language, viewport });
                assert.equal(await page.evaluate(() => document.documentElement.lang), language);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
                await page.addScriptTag({ content: await readFile(axe, "utf8") });
                const found = await page.evaluate(async () =>
                    (await globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })).violations.map(
                        (one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`,
                    ),
                );
                assert.deepEqual(found, []);
            });
});
