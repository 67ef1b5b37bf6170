/**
 * ./dev bench viewer [--quick] [--slices=248] [--rounds=3] [--lines=30,12,1.6]: the reading room and OHIF over the same
 * server through the same slow line, in turns. Writes bench/results/viewer.md. --quick: 60 slices, one round, the two
 * slower lines, and nothing is written.
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { missing, startNode } from "../../viewer/tests/browser/node.mjs";
import { startLine } from "../../viewer/tests/net/line.mjs";
import { limits } from "../../viewer/tests/net/proxy.mjs";
import { prove } from "../../viewer/tests/net/proof.mjs";
import { fetchOhif, name as peerName, serveOhif } from "./ohif.mjs";
import { resultOf } from "./table.mjs";
import { launch, open, visit } from "./visit.mjs";

const quick = process.argv.includes("--quick");
const option = (name, usual) => process.argv.find((one) => one.startsWith(`--${name}=`))?.split("=")[1] ?? usual;
const slices = Number(option("slices", quick ? "60" : "248"));
const most = Number(option("rounds", quick ? "1" : "3"));
const wished = option("lines", quick ? "12,1.6" : "30,12,1.6").split(",").map(Number);
const htj2k = "1.2.840.10008.1.2.4.202";
/** `whole`: the last byte is waited for; elsewhere that is arithmetic and would take minutes. */
const lines = [
    { mbit: 30, roundTrip: 20, whole: true, rounds: 1 },
    { mbit: 12, roundTrip: 60, whole: true, rounds: 3 },
    { mbit: 1.6, roundTrip: 150, whole: false, rounds: 3 },
]
    .filter(({ mbit }) => wished.includes(mbit))
    .map((line) => ({ ...line, rounds: Math.min(most, line.rounds) }));
const fast = { mbit: 2000, roundTrip: 0 };

const why = missing();
if (why) {
    console.error(`Not measured: ${why}`);
    process.exit(1);
}
const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
const started = Date.now();
const loads = [loadavg()[0]];
const proofs = [];
for (const line of lines.filter(({ mbit }) => mbit >= 12)) {
    const proof = await prove(line);
    say(`line ${line.mbit}/${line.roundTrip}: 10 MB in ${proof.seconds.toFixed(2)} s (${proof.expected.toFixed(2)}), round trip ${proof.roundTrip.toFixed(1)} ms, ${proof.same ? "same bytes" : "OTHER BYTES"}`);
    if (!proof.same || Math.abs(proof.seconds / proof.expected - 1) > 0.03) throw new Error("The line does not prove itself: the machine is too busy.");
    proofs.push({ line, proof });
}

const node = await startNode(slices, { second: 0 });
const dist = await fetchOhif().catch((error) => (say(`NOT MEASURED: ${peerName}: ${error.message}`), null));
const browser = await launch();
const stops = [() => browser.close(), () => node.stop()];
try {
    const other = await node.sendAnother(6);
    say(`${slices} slices received in ${(node.times.received / 1000).toFixed(1)} s, complete ${(node.times.complete / 1000).toFixed(1)} s after`);
    const manifest = await (await node.get(`/api/studies/${node.study}/opening`)).json().then((opening) => opening.manifest);
    const payload = manifest.frames.ends.reduce((sum, ends) => sum + ends.at(-1), 0);

    const uids = async (study) => (await (await node.get(`/dicom-web/studies?StudyInstanceUID=${study}`)).json())[0]["0020000D"].Value[0];
    const viewers = [{ name: "Pandok", port: Number(new URL(node.address).port), url: async (study) => `/read/${study}`, first: "first-image", wanted: ["first-diagnostic-image", "coarse-complete"], whole: "lossless-complete" }];
    for (const syntax of dist ? [null, htj2k] : []) {
        const front = await serveOhif(dist, node.address, syntax);
        stops.unshift(() => front.stop());
        viewers.push({
            name: `${peerName}${syntax ? ", asking for HTJ2K" : ""}`, port: front.port, url: async (study) => `/viewer?StudyInstanceUIDs=${await uids(study)}`,
            first: "canvas", wanted: ["canvas"], whole: "frames", once: syntax !== null,
        });
    }
    const results = [];
    for (const viewer of viewers) {
        viewer.line = await startLine(viewer.port, fast);
        stops.unshift(() => viewer.line.stop());
        viewer.origin = `http://127.0.0.1:${String(viewer.line.port)}`;
        // Files are compressed, caches of the server filled: nobody's first visit is measured.
        const context = await open(browser, viewer.origin, node.cookie);
        const { missing: absent, faults } = await visit(context, viewer.line, viewer.origin + (await viewer.url(node.study)), [viewer.first], slices);
        await context.close();
        if (absent.length > 0) throw new Error(`${viewer.name} shows no image: ${faults.join("; ")}`);
        say(`${viewer.name} opens the study`);
    }
    for (const line of lines)
        for (let round = 0; round < line.rounds; round++)
            for (const viewer of viewers)
                for (const warm of [false, true]) {
                    if (viewer.once && (round > 0 || line.mbit < 12 || warm)) continue;
                    // A peer's first image over the slowest line takes half a minute: once says enough.
                    if (viewer !== viewers[0] && line.mbit < 12 && (round > 0 || warm)) continue;
                    const context = await open(browser, viewer.origin, node.cookie);
                    // Warm: the application's files are known from another study, its pixels are not.
                    if (warm) await visit(context, viewer.line, viewer.origin + (await viewer.url(other)), [viewer.first === "canvas" ? "canvas" : "lossless-complete"], 6);
                    await viewer.line.set(line);
                    const complete = line.whole && !warm && (viewer === viewers[0] || round === 0);
                    const got = await visit(context, viewer.line, viewer.origin + (await viewer.url(node.study)), [viewer.first, ...viewer.wanted, ...(complete ? [viewer.whole] : [])], slices);
                    await viewer.line.set(fast);
                    await context.close();
                    results.push({ viewer: viewer.name, line, warm, first: got.seen[viewer.first], full: got.seen["first-diagnostic-image"] ?? got.seen.canvas, coarse: got.seen["coarse-complete"], whole: complete ? got.seen[viewer.whole] : undefined, firstBytes: got.firstBytes, firstRequests: got.firstRequests, bytes: got.bytes });
                    loads.push(loadavg()[0]);
                    say(`${line.mbit}/${line.roundTrip} ${warm ? "warm" : "cold"} ${viewer.name}: ${JSON.stringify(got.seen)} ${got.firstBytes} B ${got.firstRequests} requests${got.missing.length ? ` NOT SEEN: ${got.missing.join(", ")}` : ""}`);
                }
    const text = resultOf({ slices, payload, lines, proofs, limits, results, times: node.times, peerName: dist ? peerName : null, minutes: (Date.now() - started) / 60000, loads, cores: cpus().length, chromium: browser.version(), commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim() });
    console.log(`\n${text}`);
    if (!quick) await writeFile(join(resolve(import.meta.dirname, "../results"), "viewer.md"), text);
} finally {
    for (const stop of stops) await stop();
}
