/* global Buffer, URL, document, fetch, localStorage, process */
/** Hanging protocols in the pages: a site's and a reader's own. The last test is over the built program with a real study. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { eventually, launch, until } from "./browser.mjs";
import { missing, startNode } from "./node.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const site = "/admin/sites/s1/hanging";

describe("hanging protocols in the pages", () => {
    let server, address, browser, context, page, faults;

    before(async () => {
        browser = await launch({ webgl: false });
    });
    after(() => browser.close());
    beforeEach(async () => {
        server = spawn(process.execPath, [join(import.meta.dirname, "../mock/server.js")]);
        address = await new Promise((done) => server.stdout.once("data", (text) => done(String(text).trim())));
        faults = [];
    });
    afterEach(async () => {
        await context?.close();
        server.kill();
        assert.deepEqual(faults, []);
    });

    async function open(user, path, { language = "en", ...options } = {}) {
        context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
        page = await context.newPage();
        page.on("pageerror", (error) => faults.push(error.message));
        await page.addInitScript((one) => localStorage.setItem("language", one), language);
        await page.goto(address);
        await page.locator("input").first().waitFor();
        await page.evaluate(
            async ([userName, language]) => {
                const send = (method, path, body) =>
                    fetch(path, { method, headers: { "Content-Type": "application/json", "X-Pandok": "1" }, body: JSON.stringify(body) });
                await send("POST", "/api/session", { userName, password: "mock" });
                await send("PUT", "/api/me/language", { language });
            },
            [user, language],
        );
        await page.goto(address + path);
        await page.locator("main h1").waitFor();
    }
    const button = (name, options = {}) => page.getByRole("button", { name, exact: true, ...options });
    const names = () => page.locator(".pr-rows h2").allTextContents();
    const kept = (path = "/api/admin/sites/s1/protocols") => page.evaluate(async (from) => (await fetch(from)).json(), path);
    const save = () => button("Save").click();

    test("the list says for which studies, what hangs where, what it opens with, and what the room ignores", async () => {
        await open("admin", "/admin/sites");
        await page
            .getByRole("link", { name: /^Hanging protocols/ })
            .first()
            .click();
        await page.getByRole("heading", { level: 1, name: "Hanging protocols: 데모병원" }).waitFor();
        const row = page.locator(".pr-row").first();
        await row.getByText("CT · CHEST, LUNG, THORAX, MEDIASTINUM and 2 more · words chest, 흉부, 폐").waitFor();
        await row.getByText("Opens with: All cells of this layout").waitFor();
        const picture = await row.getByRole("img").getAttribute("aria-label");
        assert.match(picture, /^2x2: lung Axial · Lung, Prior 1 lung Axial · Lung, soft Mediastinum, Prior 1 soft Mediastinum$/);
        await page.getByText("The reading room does not use it. Modality: Must be a list.").waitFor();
        await page.getByText("A part has no effect. The reading room does not know “phone”.").waitFor();
    });

    test("the order, a deletion and its undo are saved at once", async () => {
        await open("admin", site);
        await button("Move mr-knee up").click();
        await eventually(async () =>
            assert.deepEqual(
                (await kept()).items.map(({ id }) => id),
                ["mr-knee", "흉부 추적", "old", "broken"],
            ),
        );
        await button("Move mr-knee down").click();
        await button("Move mr-knee down").click();
        await eventually(async () =>
            assert.deepEqual(
                (await kept()).items.map(({ id }) => id),
                ["흉부 추적", "old", "mr-knee", "broken"],
            ),
        );
        await button("Delete old").click();
        await eventually(async () => assert.equal((await kept()).items.length, 3));
        await page.getByRole("button", { name: "Undo" }).click();
        await eventually(async () =>
            assert.deepEqual(
                (await kept()).items.map(({ id }) => id),
                ["흉부 추적", "old", "mr-knee", "broken"],
            ),
        );
        assert.deepEqual(await names(), ["흉부 추적", "old", "mr-knee", "broken"]);
    });

    test("an undo while another is written changes neither", async () => {
        await open("admin", site);
        await button("Delete 흉부 추적").click();
        await page.getByRole("link", { name: "Edit old" }).click();
        await page.getByRole("button", { name: "Undo" }).click();
        await eventually(async () => assert.equal((await kept()).items.length, 4));
        await page.getByLabel("Name", { exact: true }).fill("new");
        await save();
        await page.getByText("new was saved.").waitFor();
        assert.deepEqual(
            (await kept()).items.map(({ id }) => id),
            ["흉부 추적", "mr-knee", "new", "broken"],
        );
    });

    test("without any it is said what happens; a copy of a built-in one is a beginning; other settings stay", async () => {
        await open("reader", "/account/hanging");
        await page.getByText("No protocols of your own").waitFor();
        await page.getByText(/one of the 15 that come with Pandok/).waitFor();
        await page.evaluate(() =>
            fetch("/api/me/reading", {
                method: "PUT",
                headers: { "Content-Type": "application/json", "X-Pandok": "1" },
                body: JSON.stringify({ singleLetters: false, keys: { cine: null }, layouts: { any: "one" }, later: 7, protocols: [] }),
            }),
        );
        await button("Copy a built-in one").click();
        await page.getByRole("link", { name: "Copy mg" }).click();
        assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "mg-2");
        await save();
        await page.getByRole("heading", { level: 1, name: "My hanging protocols" }).waitFor();
        const { protocols, ...rest } = await kept("/api/me/reading");
        assert.deepEqual(rest, { singleLetters: false, keys: { cine: null }, layouts: { any: "one" }, later: 7 });
        const mg = JSON.parse(await readFile(join(import.meta.dirname, "../../src/read/core/hanging/protocols/mg.json"), "utf8"));
        assert.deepEqual(protocols, [{ ...mg, id: "mg-2" }]);
    });

    test("each fault stands at its field, in words, and nothing is saved until there is none", async () => {
        await open("admin", `${site}/1`);
        await page.getByLabel("Name", { exact: true }).fill("");
        await page.getByLabel("Body part", { exact: true }).fill("흉부,");
        await page.getByRole("textbox", { name: "Thickness" }).first().fill("thin");
        await page.getByRole("group", { name: "Modality" }).getByRole("button", { name: "CT" }).click();
        await page.getByRole("group", { name: "Modality" }).getByRole("button", { name: "MR" }).click();
        await save();
        const name = page.getByLabel("Name", { exact: true });
        await eventually(async () => assert.equal(await name.getAttribute("aria-invalid"), "true"));
        assert.ok(await name.evaluate((one) => one === document.activeElement));
        await page.locator("#pr-id-fault").getByText("Give it a name.").waitFor();
        await page.locator("#pr-part-fault").getByText("“흉부” is no code of a body part").waitFor();
        await page.locator(".pr-condition .pr-fault").getByText("A number of millimetres is missing").waitFor();
        await page.locator(".pr-cell .pr-fault").getByText("Windows by name are for CT").first().waitFor();
        assert.equal((await kept()).items[0].id, "흉부 추적");
        await name.fill("mr-knee");
        await page.locator("#pr-id-fault").getByText("There is another “mr-knee”.").waitFor();
        await name.fill("chest");
        await button("Remove 흉부").first().click();
        await page.getByRole("textbox", { name: "Thickness" }).first().fill("2");
        await page.getByRole("group", { name: "Modality" }).getByRole("button", { name: "CT" }).click();
        await save();
        await page.getByText("chest was saved.").waitFor();
        const [first] = (await kept()).items;
        assert.deepEqual([first.id, first.match.modality, first.series.lung.prefer[2]], ["chest", ["MR", "CT"], { thickness: "<=2" }]);
    });

    test("as JSON: what it is no form for is not lost, and what is sound goes back to the form", async () => {
        await open("admin", `${site}/4`);
        const text = page.getByLabel("The protocol as JSON");
        await button("Form").click();
        await page.getByText("Modality: Must be a list.").waitFor();
        await text.fill("{ nothing");
        await page.getByText("This is not JSON.").first().waitFor();
        await text.fill('{ "id": "mended", "match": { "modality": ["CT"] } }');
        const [download] = await Promise.all([page.waitForEvent("download"), button("Export file").click()]);
        assert.equal(download.suggestedFilename(), "mended.json");
        await button("Form").click();
        assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "mended");
        await save();
        await page.getByText("mended was saved.").waitFor();
        assert.deepEqual((await kept()).items[3], { id: "mended", match: { modality: ["CT"] } });
    });

    test("a file comes in whole or not at all", async () => {
        await open("admin", site);
        const give = (value) =>
            page
                .locator("input[type=file]")
                .setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
        await give([
            { id: "good", match: {} },
            { id: "bad", match: { words: [] } },
        ]);
        await page.getByText("Nothing of a.json was added:").waitFor();
        await page.getByText(/Words in the description: Add at least one/).waitFor();
        assert.equal((await kept()).items.length, 4);
        await give([
            { id: "good", match: {} },
            { id: "mr-knee", match: {} },
        ]);
        await page.getByText("2 protocols were added.").waitFor();
        await eventually(async () => assert.deepEqual((await names()).slice(4), ["good", "mr-knee-2"]));
    });

    test("work that is not saved is asked about before it is left, and is here after a reload", async () => {
        await open("admin", site);
        await page.getByRole("link", { name: "Edit mr-knee" }).click();
        await page.getByLabel("Name", { exact: true }).fill("knee");
        await page.getByRole("link", { name: "Users" }).click();
        await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
        await page.keyboard.press("Escape");
        await page.goBack();
        await page.getByRole("dialog").getByRole("button", { name: "Keep editing" }).click();
        assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "knee");
        assert.equal(new URL(page.url()).pathname, `${site}/2`);
        page.on("dialog", (dialog) => dialog.accept());
        await page.reload();
        await page.getByText("Your changes that were not saved are here again.").waitFor();
        assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "knee");
        await page.getByRole("link", { name: "Cancel" }).click();
        await page.getByRole("button", { name: "Discard changes" }).click();
        await page.getByRole("heading", { level: 1, name: /^Hanging protocols/ }).waitFor();
        await page.locator('.pr-rows a[href$="/2"]').click();
        assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "mr-knee");
        await page.getByRole("link", { name: "Cancel" }).click();
        await page.getByRole("heading", { level: 1, name: /^Hanging protocols/ }).waitFor();
    });

    test("a save that fails says why and keeps the work: dead line, changed elsewhere, refused, no right, too long, signed out", async () => {
        await open("admin", `${site}/2`);
        const name = page.getByLabel("Name", { exact: true });
        await name.fill("knee");
        const puts = "**/api/admin/sites/s1/protocols";
        const answer = (status, code) => (route) =>
            route.request().method() === "PUT"
                ? route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify({ code }) })
                : route.continue();
        const refused = async (handler, said) => {
            await page.route(puts, handler);
            await save();
            await page.getByRole("alert").getByText(said).waitFor();
            await page.getByText("Your changes are still on this page.").waitFor();
            assert.equal(await name.inputValue(), "knee");
            await page.unroute(puts);
        };
        await refused((route) => route.abort(), "The server cannot be reached.");
        await refused(answer(400, "badSettings"), "The server did not accept it");
        await refused(answer(403, "notAllowed"), "Your role does not allow this.");
        await refused(answer(500), /The server had a fault/);
        // Somebody else's change is not overwritten.
        const { items } = await kept();
        const put = (all) =>
            page.evaluate(
                ([to, body]) =>
                    fetch(to, {
                        method: "PUT",
                        headers: { "Content-Type": "application/json", "X-Pandok": "1" },
                        body: JSON.stringify(body),
                    }),
                ["/api/admin/sites/s1/protocols", { items: all }],
            );
        await put(items.slice(0, 2));
        await refused((route) => route.continue(), "The list was changed elsewhere meanwhile");
        assert.equal((await kept()).items.length, 2);
        await put(items);
        await page.getByLabel("Words in the description", { exact: true }).fill("x".repeat(64_000));
        await page.keyboard.press("Enter");
        await refused((route) => route.continue(), /All protocols together have 6\d,\d{3} characters; 64,000 can be kept/);
        await button(/^Remove xxx/, { exact: false }).click();
        await page.route(puts, answer(401, "notSignedIn"));
        await save();
        await page.waitForURL(/\?next=/);
        await page.unroute(puts);
        await page.goto(address + `${site}/2`);
        await page.getByText("Your changes that were not saved are here again.").waitFor();
        assert.equal(await name.inputValue(), "knee");
        await save();
        await page.getByText("knee was saved.").waitFor();
        assert.equal((await kept()).items[1].id, "knee");
    });

    test("Try shows what would hang, and why", async () => {
        await open("admin", site);
        const winner = page.locator(".pr-winner");
        await winner.getByText("old").waitFor();
        await winner.getByText("Fit 3: modality").waitFor();
        await page.getByLabel("Body part", { exact: true }).fill("Chest");
        await winner.getByText("흉부 추적").waitFor();
        await winner.getByText("the site's").waitFor();
        await page.getByLabel("Description", { exact: true }).fill("저선량 흉부");
        await winner.getByText("Fit 15: body part + words + modality").waitFor();
        await page.getByRole("combobox", { name: "Modality" }).selectOption("US");
        await winner.getByText("built in").waitFor();
        await winner.getByText("us", { exact: true }).waitFor();
    });

    test("a reader tries with the protocols of a site between", async () => {
        await open("reader", "/account/hanging");
        const winner = page.locator(".pr-winner");
        await page.getByLabel("Body part", { exact: true }).fill("chest");
        await winner.getByText("흉부 추적").waitFor();
        await page.getByRole("combobox", { name: "Site" }).selectOption("Demo Island Clinic");
        await winner.getByText("ct-chest").waitFor();
        await winner.getByText("built in").waitFor();
    });

    for (const language of ["ko", "en"])
        test(`a phone scrolls in one direction, and axe finds nothing serious in dialogs and faults: ${language}`, async () => {
            const script = await readFile(axe, "utf8");
            const look = async (what) => {
                const wide = await page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
                assert.ok(wide <= 0, `${what}: ${String(wide)} px too wide`);
                // What lies half under the bar is small for axe; what is still fading in is pale.
                await page.addStyleTag({ content: ".pr-save { position: static !important } * { animation: none !important }" });
                await page.evaluate(script);
                const { violations } = await page.evaluate(() =>
                    globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }),
                );
                assert.deepEqual(
                    violations
                        .filter(({ impact }) => impact === "serious" || impact === "critical")
                        .map(({ id, nodes }) => `${what}: ${id} ${nodes.map((node) => node.target.join(" ")).join(", ")}`),
                    [],
                );
            };
            await open("admin", site, { language, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
            await look("list");
            await page.locator(".pr-bar button").first().click();
            await page.getByRole("dialog").waitFor();
            await look("built-in ones");
            for (const path of ["/1", "/new/mr-brain", "/new/ct-abdomen"]) {
                await page.goto(address + site + path);
                await page.locator(".pr-role").first().waitFor();
                await look(path);
            }
            await page.locator(".pr-name input").fill("");
            await page.locator(".pr-role input").first().fill("");
            await page.locator('.pr-save button[type="submit"]').click();
            await page.locator(".pr-faults").waitFor();
            await look("faults");
            await page.locator(".pr-save a").click();
            await page.getByRole("dialog").waitFor();
            await look("leave");
        });
});

describe("a site's protocol in the built program", { skip: missing() ?? false }, () => {
    let node, browser, page;
    before(async () => {
        node = await startNode(24);
        browser = await launch({ webgl: false });
    });
    after(async () => {
        await browser?.close();
        await node?.stop();
    });

    async function signIn(userName, password, path) {
        page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
        await page.goto(node.address + path);
        await page.locator("input").nth(0).fill(userName);
        await page.locator("input[type=password]").fill(password);
        await page.keyboard.press("Enter");
        await page.locator("input[type=password]").waitFor({ state: "detached" });
    }
    const focused = () =>
        page.evaluate(() => {
            const one = document.activeElement;
            return [
                one?.labels?.[0]?.firstElementChild?.textContent ?? one?.labels?.[0]?.textContent,
                one?.getAttribute("aria-label"),
                one?.textContent,
            ]
                .map((text) => text?.trim())
                .filter(Boolean);
        });
    /** Tab until something of this name has the focus. */
    async function tabTo(name) {
        for (let i = 0; i < 150; i++) {
            await page.keyboard.press("Tab");
            if ((await focused()).some((text) => (typeof name === "string" ? text === name : name.test(text)))) return;
        }
        assert.fail(`Tab never came to ${String(name)}`);
    }
    /** Arrows in a closed select change it at once. */
    async function choose(text) {
        await page.keyboard.press("Home");
        for (let i = 0; i < 30; i++) {
            const chosen = await page.evaluate(() => document.activeElement.selectedOptions?.[0]?.textContent);
            if (chosen === text) return;
            await page.keyboard.press("ArrowDown");
        }
        assert.fail(`no choice ${text}`);
    }

    test("written with the keyboard alone, it hangs the site's next study", { timeout: 240_000 }, async () => {
        const told = await node.admin("users", "add", "boss", "--role", "Admin", "--language", "en");
        await signIn("boss", /shown only now:\s*(\S+)/.exec(told)[1], "/admin/sites");
        await page.getByText("SITEA").waitFor();
        await tabTo(/^Hanging protocols/);
        await page.keyboard.press("Enter");
        await page.getByText("No protocols of this site").waitFor();
        await tabTo("New protocol");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "New protocol" }).waitFor();
        await tabTo("Name");
        await page.keyboard.type("두창비교");
        await tabTo("CT");
        await page.keyboard.press("Space");
        await tabTo("Body part");
        await page.keyboard.type("chest,");
        await page.getByText("The built-in ct-chest asks for words too.").waitFor();
        await tabTo("Words in the description");
        await page.keyboard.type("chest,");
        await page.keyboard.type("폐");
        await page.keyboard.press("Enter");
        await tabTo("2 × 1");
        await page.keyboard.press("Space");
        await tabTo("Window");
        await choose("Bone");
        await tabTo("Of");
        await choose("This study");
        await tabTo("Window");
        await choose("Lung");
        await tabTo("Opens with");
        await choose("All cells of this layout");
        await tabTo("Save");
        await page.keyboard.press("Enter");
        await page.getByText("두창비교 was saved.").waitFor();
        await page.reload();
        await page.locator(".pr-rows h2").getByText("두창비교").waitFor();
        await page.getByText("CT · CHEST · words chest, 폐", { exact: true }).waitFor();
        await page.context().close();

        await signIn("reader", node.password, `/`);
        await page.goto(`${node.address}/read/${node.study}?surface=2d`);
        await until(page, () => globalThis.pandokReading?.protocol === "두창비교" && globalThis.pandokReading.beside[0]?.window);
        assert.equal(await page.locator(".rr-cells").getAttribute("data-grid"), "2x1");
        const [second] = await page.evaluate(() => globalThis.pandokReading.beside.map(({ window, prior }) => ({ window, prior })));
        assert.deepEqual([second.window.center, second.window.width, second.prior], [-600, 1500, null]);
        await until(page, () => globalThis.pandokReading.window?.center === 400);
        await page.context().close();
    });
});
