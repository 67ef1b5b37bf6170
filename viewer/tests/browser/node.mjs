/* global fetch, process, setTimeout */
/** The built program over a folder of its own, with a real study in it; null when one of them is not on this machine. */
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
// Without it DCMTK waits for delayed acknowledgements.
const nodelay = { env: { ...process.env, TCP_NODELAY: "1" } };
const root = resolve(import.meta.dirname, "../../..");
const program = process.env.PANDOK_PROGRAM ?? join(root, "artifacts/pandok/pandok");
const data = resolve(root, process.env.PANDOK_TEST_DATA ?? "../shared/data", "chest-ct/ricord-1a-covid-dicom");

export function missing() {
    if (!existsSync(program)) return "artifacts/pandok/pandok is not there: ./dev build first";
    if (!existsSync(data)) return `the chest CT is not there: ${data}`;
    return null;
}

function freePort() {
    return new Promise((done) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => done(port));
        });
    });
}

/** Sends what `fill` puts into a folder; the study is whole when its images are. */
export async function startNodeWith(fill) {
    const folder = await mkdtemp(join(tmpdir(), "pandok-read-"));
    const [http, dimse] = [await freePort(), await freePort()];
    const address = `http://127.0.0.1:${String(http)}`;
    const admin = async (...args) => (await run(program, ["admin", ...args, "--data", folder])).stdout;
    await admin("sites", "add", "SITEA", "Site A");
    await admin("devices", "add", "MOBILECT", "--site", "SITEA");
    const told = await admin("users", "add", "reader", "--role", "Reader", "--language", "en", "--specialty", "chest", "--site", "SITEA");
    const password = /shown only now:\s*(\S+)/.exec(told)[1];
    const log = [];
    let server;
    const serve = async () => {
        server = spawn(program, ["serve", "--data", folder, "--http", address, "--dimse", String(dimse), "--settle-after", "2"]);
        for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => log.push(String(text)));
        await until(async () => (await fetch(address)).ok, "the program answers", log);
    };
    const end = async (signal) => {
        server.kill(signal);
        await new Promise((done) => server.once("exit", done));
    };
    const stop = async () => {
        await end("SIGTERM");
        await rm(folder, { recursive: true, force: true });
    };
    try {
        await serve();
        const sent = join(folder, "sent");
        await run("mkdir", [sent]);
        const seriesSent = await fill(sent, folder);
        const began = Date.now();
        await run("dcmsend", ["-aet", "MOBILECT", "-aec", "PANDOK", "+sd", "127.0.0.1", String(dimse), sent], nodelay);
        const received = Date.now();
        const signedIn = await fetch(`${address}/api/session`, {
            method: "POST",
            headers: { "Content-Type": "application/json", "X-Pandok": "1" },
            body: JSON.stringify({ userName: "reader", password }),
        });
        const cookie = signedIn.headers.get("set-cookie").split(";")[0];
        const get = async (path, headers = {}) => fetch(address + path, { headers: { cookie, ...headers } });
        let study = null;
        /** How far the platform was, as it was asked again and again: ms since everything was received, frames encoded, state. */
        const progress = [];
        await until(
            async () => {
                const list = await (await get("/api/worklist")).json();
                study = (list.items ?? list)[0]?.study ?? null;
                if (!study) return false;
                const opening = await (await get(`/api/studies/${study}/opening`)).json();
                if (opening.series.length < seriesSent) return false;
                const manifests = await Promise.all(
                    opening.series
                        .filter(({ viewable }) => viewable)
                        .map(async ({ series }) => (await get(`/api/series/${series}/manifest`)).json()),
                );
                progress.push({
                    at: Date.now() - received,
                    encoded: manifests.reduce((sum, { frames }) => sum + frames.ends.filter((ends) => ends.length > 0).length, 0),
                    state: opening.study.state,
                });
                return manifests.every(({ complete }) => complete);
            },
            "the study is whole",
            log,
        );
        const times = { received: received - began, complete: Date.now() - received, progress };
        /** A study of a few slices of another patient; resolves when it is listed. */
        const sendAnother = async (count) => {
            const other = join(folder, "other");
            await run("mkdir", [other]);
            const own = (await slices()).slice(0, count).map((name) => join(other, name));
            for (const path of own) await copyFile(join(data, path.slice(other.length + 1)), path);
            await run("chmod", ["u+w", ...own]);
            const tags = ["(0010,0020)=OTHER", "(0020,000d)=2.25.7700124", "(0020,000e)=2.25.7700125", "(0008,0050)=OTHER"];
            await run("dcmodify", ["-nb", "-gin", ...tags.flatMap((tag) => ["-m", tag]), ...own]);
            await run("storescu", ["-aet", "MOBILECT", "-aec", "PANDOK", "-xs", "+sd", "127.0.0.1", String(dimse), other], nodelay);
            let found = null;
            const isThere = async () => {
                const list = await (await get("/api/worklist")).json();
                found = (list.items ?? list).find((item) => item.study !== study)?.study ?? null;
                return found !== null && (await (await get(`/api/studies/${found}/opening`)).json()).manifest?.complete === true;
            };
            await until(isThere, "the other study is listed", log);
            return found;
        };
        /** As when the power goes; `serve` starts it again over the same folder, at the same address. */
        const kill = () => end("SIGKILL");
        return { address, study, cookie, password, admin, get, log, stop, kill, serve, times, sendAnother };
    } catch (error) {
        await stop();
        throw error;
    }
}

/**
 * Every so-manieth file of the chest CT is sent, so that `count` slices cover the body; twelve more make a second series.
 * @param options.second how many slices the second series has; none makes none.
 */
export function startNode(count, { second: also = 12 } = {}) {
    return startNodeWith(async (sent, folder) => {
        const files = await slices();
        const step = Math.max(1, Math.floor(files.length / count));
        for (const name of files.filter((_, i) => i % step === 0).slice(0, count)) await copyFile(join(data, name), join(sent, name));
        if (also === 0) return 1;
        const second = join(folder, "second");
        await run("mkdir", [second]);
        for (const name of files.filter((_, i) => i % step === 1).slice(0, also)) await copyFile(join(data, name), join(second, name));
        const copies = (await readdir(second)).map((name) => join(second, name));
        await run("chmod", ["u+w", ...copies]);
        await run("dcmodify", ["-nb", "-gin", "-m", "(0020,000e)=2.25.7700123", "-m", "(0020,0011)=77", ...copies]);
        for (const [i, path] of copies.entries()) await copyFile(path, join(sent, `second-${String(i)}.dcm`));
        return 2;
    });
}

const slices = async () => (await readdir(data)).filter((name) => name.endsWith(".dcm")).sort();

async function until(what, name, log) {
    for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((done) => setTimeout(done, 300))) {
        try {
            if (await what()) return;
        } catch {
            // Not yet.
        }
    }
    throw new Error(`never true: ${name}\n${log.join("").slice(-3000)}`);
}
