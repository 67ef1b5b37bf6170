/* global process, setTimeout */
import { chromium } from "playwright-core";

/** Chromium with WebGL in software: the same pictures on every machine. */
export function launch({ webgl = true } = {}) {
    const gl = webgl
        ? ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
        : ["--disable-gpu", "--disable-3d-apis"];
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: [
            "--headless",
            "--no-sandbox",
            ...gl,
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}

/** Waits until the page's hook says so. */
export async function until(page, what, argument) {
    try {
        await page.waitForFunction(what, argument, { timeout: 20_000, polling: 50 });
    } catch (error) {
        const state = await page.evaluate(() => JSON.stringify(globalThis.pandokReading ?? null)).catch(String);
        throw new Error(`never true: ${String(what)} with ${JSON.stringify(argument)}; the room says ${state}`, { cause: error });
    }
}

/** Asks again until the assertion holds: pictures and pages follow their state a little later, on a slow machine a lot. */
export async function eventually(assertion, ms = 20_000) {
    for (const end = Date.now() + ms; ;) {
        try {
            return await assertion();
        } catch (error) {
            if (Date.now() > end) throw error;
        }
        await new Promise((done) => setTimeout(done, 100));
    }
}
