/* global performance, setTimeout */
/**
 * ./dev bench scroll [--quick]: how many slices a second the reading room draws, beside a page with Cornerstone's stack viewport and
 * nothing else, in cells of the same size, in turns. Writes bench/results/scroll.md; --quick writes nothing.
 */
import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { missing, startNode } from "../../viewer/tests/browser/node.mjs";
import { launch, open } from "./visit.mjs";

const quick = process.argv.includes("--quick");
const [slices, rounds, ms] = quick ? [60, 1, 3000] : [248, 5, 8000];
const why = missing();
if (why) {
    console.error(`Not measured: ${why}`);
    process.exit(1);
}

const viewer = createRequire(resolve(import.meta.dirname, "../../viewer/package.json"));
const built = join(tmpdir(), `pandok-bare-${String(process.pid)}`);
const { build, preview } = await import(pathToFileURL(viewer.resolve("vite")).href);
await build({
    root: join(import.meta.dirname, "bare"), configFile: false, logLevel: "error",
    resolve: { alias: { "@cornerstonejs/core": resolve(import.meta.dirname, "../../viewer/node_modules/@cornerstonejs/core"), events: resolve(import.meta.dirname, "../../viewer/node_modules/events/") } },
    build: { outDir: built, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 4000 },
});
const bare = await preview({ root: join(import.meta.dirname, "bare"), configFile: false, logLevel: "error", build: { outDir: built }, preview: { host: "127.0.0.1", port: 0 } });

const node = await startNode(slices, { second: 0 });
const browser = await launch();
const loads = [loadavg()[0]];
try {
    const context = await open(browser, node.address, node.cookie);
    const room = async () => {
        const page = await context.newPage();
        await page.goto(`${node.address}/read/${node.study}`);
        await page.waitForFunction((count) => globalThis.pandokReading?.framesLoaded === count && globalThis.pandokReading.surface === "cornerstone", slices, { timeout: 120_000 });
        await page.keyboard.press("Alt+1");
        await page.waitForTimeout(1000);
        return page;
    };
    const cell = await (async () => {
        const page = await room();
        const box = await page.locator("#rr-image").boundingBox();
        await page.close();
        return box;
    })();
    const [whole, picture, bareName] = ["Pandok", "Pandok, all but its picture hidden", "Cornerstone alone"];
    const pages = {
        [whole]: room,
        [picture]: async () => {
            const page = await room();
            const around = ".rr-pane, .rr-strip, .rr-top, .rr-tools, .rr-cell > :not(#rr-image) { display: none !important }";
            const same = `.rr-cell { position: fixed !important; inset: 0 auto auto 0; width: ${cell.width}px; height: ${cell.height}px }`;
            await page.addStyleTag({ content: `${around} ${same}` });
            await page.waitForTimeout(1000);
            return page;
        },
        [bareName]: async () => {
            const page = await context.newPage();
            await page.goto(`${bare.resolvedUrls.local[0]}?slices=${slices}&width=${cell.width}&height=${cell.height}`);
            await page.waitForFunction(() => globalThis.scrollFor, null, { timeout: 60_000 });
            await page.waitForTimeout(1000);
            return page;
        },
    };
    /** The same rule for the room, through what its tests use: the next slice as soon as one is drawn. */
    const scrollRoom = async (limit) => {
        const { pandokReading: hook } = globalThis;
        let [at, pictures] = [hook.slice, 0];
        const began = performance.now();
        while (performance.now() - began < limit) {
            at = (at + 1) % hook.slices;
            hook.goTo(at);
            while (hook.slice !== at) await new Promise((done) => setTimeout(done));
            pictures++;
        }
        return { pictures, ms: performance.now() - began };
    };
    const rates = { [whole]: [], [picture]: [], [bareName]: [] };
    for (let round = 0; round < rounds; round++)
        for (const [which, show] of Object.entries(pages)) {
            const page = await show();
            const got = which === bareName ? await page.evaluate((limit) => globalThis.scrollFor(limit), ms) : await page.evaluate(scrollRoom, ms);
            await page.close();
            rates[which].push(got.pictures / (got.ms / 1000));
            loads.push(loadavg()[0]);
            console.log(`${which}: ${rates[which].at(-1).toFixed(1)} slices/s`);
        }
    const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
    const ratio = (which) => (median(rates[which]) / median(rates[bareName])).toFixed(2);
    const row = (which) => `| ${which} | ${median(rates[which]).toFixed(1)} | ${Math.min(...rates[which]).toFixed(1)} to ${Math.max(...rates[which]).toFixed(1)} |`;
    const text = `# Scrolling

How many slices a second are drawn, when the next is asked for as soon as one is on screen. The peer is a page with one stack viewport of the same Cornerstone, all images in its memory, and nothing else: no text, no rail, no report, no count of what was seen.
Cells of ${Math.round(cell.width)} x ${Math.round(cell.height)} CSS pixels, ${slices} slices of 512 x 512, all here before the clock runs; ${rounds} rounds of ${ms / 1000} s in turns, medians. Software GL: the graphics are drawn by the processor.

| page | slices a second | least and most |
|---|---|---|
${Object.keys(pages).map(row).join("\n")}

The room draws ${ratio(whole)} times what the bare page does. With all but its picture hidden it draws ${ratio(picture)} times as much: the rest of the difference is the page around it, whose text follows each slice and which software GL puts together anew for each frame.

${cpus().length} cores, load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}, Chromium ${browser.version()} headless, commit ${execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim()}, \`./dev bench scroll\`.
`;
    console.log(`\n${text}`);
    if (!quick) await writeFile(resolve(import.meta.dirname, "../results/scroll.md"), text);
} finally {
    await browser.close();
    await node.stop();
    await bare.close();
    await rm(built, { recursive: true, force: true });
}
