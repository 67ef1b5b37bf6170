/* global document, fetch, localStorage, process */
/** axe over the pages around the reading room, in both languages. The reading room has its own runs. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const pages = [
    ["reader", "/worklist"],
    ["reader", "/account"],
    ["reader", "/account/hanging"],
    ["reader", "/account/hanging/new/mr-brain"],
    ["site", "/site"],
    ["site", "/site/orders"],
    ["coordinator", "/coordinator"],
    ["privacy", "/privacy"],
    ["admin", "/admin"],
    ["admin", "/admin/sites"],
    ["admin", "/admin/sites/s1/hanging"],
    ["admin", "/admin/sites/s1/hanging/1"],
    ["admin", "/admin/sites/s1/hanging/4"],
];

let server;
let address;
let browser;

before(async () => {
    server = spawn(process.execPath, [join(import.meta.dirname, "../mock/server.js")]);
    address = await new Promise((done) => server.stdout.once("data", (text) => done(String(text).trim())));
    browser = await launch({ webgl: false });
});
after(async () => {
    await browser.close();
    server.kill();
});

for (const language of ["ko", "en"])
    test(`axe finds nothing serious on any page: ${language}`, async () => {
        const script = await readFile(axe, "utf8");
        const found = [];
        const look = async (page, what) => {
            await page.evaluate(script);
            const { violations } = await page.evaluate(() =>
                globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }),
            );
            for (const one of violations.filter(({ impact }) => impact === "serious" || impact === "critical"))
                found.push(`${what}: ${one.id} ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
        };
        let signedIn = null;
        let page = null;
        for (const [user, path] of pages) {
            if (user !== signedIn) {
                await page?.context().close();
                page = await (await browser.newContext({ locale: language })).newPage();
                await page.addInitScript((one) => localStorage.setItem("language", one), language);
                await page.goto(address);
                await page.locator("input").first().waitFor();
                if (signedIn === null) await look(page, "sign-in");
                await page.locator("input").nth(0).fill(user);
                await page.locator("input[type=password]").fill("mock");
                await page.keyboard.press("Enter");
                await page.locator("input[type=password]").waitFor({ state: "detached" });
                await page.evaluate(
                    (one) =>
                        fetch("/api/me/language", {
                            method: "PUT",
                            headers: { "Content-Type": "application/json", "X-Pandok": "1" },
                            body: JSON.stringify({ language: one }),
                        }),
                    language,
                );
                signedIn = user;
            }
            await page.goto(address + path);
            await page.locator("main h1, main table, main h2, main li").first().waitFor();
            assert.equal(await page.evaluate(() => document.documentElement.lang), language);
            await look(page, path);
        }
        await page.context().close();
        assert.deepEqual(found, []);
    });
