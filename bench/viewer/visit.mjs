/** One visit of a page through the line: when what was seen, and what it cost. */
import { launch } from "../../viewer/tests/browser/browser.mjs";

const patience = { first: 60_000, all: 150_000 };

/** Runs in the page: marks of ours are handed on; of a page without marks, large canvases are looked at every 25 ms. */
function watch() {
    const told = new Set();
    const tell = (name, at) => {
        if (told.has(name)) return;
        told.add(name);
        void globalThis.benchSaw(name, at);
    };
    new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) tell(name, startTime);
    }).observe({ type: "mark", buffered: true });
    const small = new OffscreenCanvas(16, 16).getContext("2d", { willReadFrequently: true });
    const isImage = (canvas) => {
        if (canvas.width < 200 || canvas.height < 200) return false;
        small.clearRect(0, 0, 16, 16);
        small.drawImage(canvas, 0, 0, 16, 16);
        const { data } = small.getImageData(0, 0, 16, 16);
        let [least, most] = [255, 0];
        for (let i = 0; i < data.length; i += 4) [least, most] = [Math.min(least, data[i]), Math.max(most, data[i])];
        return most - least > 40;
    };
    // Looking costs the display: it ends with the first image, for everybody.
    const looking = setInterval(() => {
        if (![...document.querySelectorAll("canvas")].some(isImage)) return;
        tell("canvas", performance.now());
        clearInterval(looking);
    }, 25);
}

/** A browser's profile, new and empty, that may see what the cookie may. */
export async function open(browser, origin, cookie) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const [name, value] = cookie.split("=");
    await context.addCookies([{ name, value, url: origin }]);
    return context;
}

/**
 * @param wanted names of what must be seen; "frames" is every one of `count` frames fetched.
 * @returns ms by name, bytes and requests before the first image, bytes at the end.
 */
export async function visit(context, line, url, wanted, count) {
    const page = await context.newPage();
    const seen = {};
    const start = (await line.status()).bytes;
    let requests = 0;
    const before = { bytes: null, requests: null };
    let done;
    const all = new Promise((resolve) => (done = resolve));
    const check = () => wanted.every((name) => name in seen) && done();
    const saw = async (name, at) => {
        seen[name] = at;
        if (name === "canvas" || name === "first-image") {
            before.requests ??= requests;
            before.bytes ??= (await line.status()).bytes - start;
        }
        check();
    };
    await page.exposeFunction("benchSaw", saw);
    await page.addInitScript(watch);
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", () => requests++);
    const frames = new Set();
    let began = 0;
    page.on("requestfinished", (request) => {
        const frame = /\/frames\/\d+/.test(request.url()) ? request.url() : null;
        if (!frame) return;
        frames.add(frame);
        if (frames.size >= count && !("frames" in seen)) void saw("frames", Date.now() - began);
    });
    began = Date.now();
    await page.goto(url, { waitUntil: "commit", timeout: patience.first });
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, patience.all)));
    await Promise.race([all, late]);
    clearTimeout(timer);
    const bytes = (await line.status()).bytes - start;
    await page.close();
    return { seen, ...{ firstBytes: before.bytes, firstRequests: before.requests }, bytes, faults, missing: wanted.filter((name) => !(name in seen)) };
}

export { launch };
