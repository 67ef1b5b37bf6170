/* global Buffer, URL, process, setTimeout */
/**
 * A small server with invented studies that speaks the HTTP contract, for browser tests of the reading room only.
 * `start()` serves the build in dist/; `control` changes what the server does: delays, faults, sign-out, growth.
 */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { colourBars, ctSlice, radiograph } from "./phantom.mjs";

export const studies = { ct: "2.25.1001", xray: "2.25.1002", taken: "2.25.1003", followed: "2.25.1004", prior: "2.25.1005" };
const slices = 40;
const types = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
};
const minutesAgo = (n) => new Date(Date.now() - n * 60_000).toISOString();
const me = {
    id: "u1",
    userName: "reader",
    displayName: "Reader One",
    role: "reader",
    language: "en",
    timeZone: "Asia/Seoul",
    specialties: ["chest"],
    sites: [{ id: "s1", name: "Demo Clinic" }],
};
const other = { reader: { id: "u2", displayName: "Reader Two", initials: "RT" }, until: minutesAgo(-9), mine: false };
const mine = () => ({ reader: { id: "u1", displayName: "Reader One", initials: "RO" }, until: minutesAgo(-10), mine: true });

function freshState() {
    return {
        language: "en",
        frameDelay: 0,
        failFrames: {},
        signedOut: false,
        here: slices,
        refuseDraft: null,
        claims: { [studies.taken]: other },
        reports: {},
        measurements: {},
        foreign: { items: [], refused: [] },
        keyImages: {},
        settings: { singleLetters: true, keys: {}, layouts: {}, protocols: [], secondScreen: false },
        siteProtocols: [],
        phones: "marked",
        sagittal: false,
        priors: {
            [studies.followed]: [
                {
                    study: studies.prior,
                    modality: "CT",
                    bodyPart: "CHEST",
                    description: "Chest",
                    studyDate: "20260822",
                    daysBefore: 93,
                    reported: true,
                    series: 1,
                    instances: slices,
                },
            ],
        },
        refuseMeasurement: null,
        uneven: false,
        drafts: 0,
        emergency: true,
    };
}

function manifestOf(series, state) {
    const volume = (count, gap, description) => ({
        series,
        version: count,
        complete: count >= slices || series.endsWith(".2"),
        modality: "CT",
        rows: 512,
        columns: 512,
        bitsAllocated: 16,
        bitsStored: 12,
        signed: false,
        samples: 1,
        photometric: "MONOCHROME2",
        rescale: { slope: 1, intercept: -1024, unit: "HU" },
        windows: [description === "lung" ? { center: -600, width: 1500 } : { center: 40, width: 400 }],
        pixelSpacing: [0.7, 0.7],
        spacingSource: "PixelSpacing",
        orientation: [1, 0, 0, 0, 1, 0],
        origin: [-179.2, -183.4, -312.5],
        frameOfReference: "2.25.9",
        volume: state.uneven
            ? { usable: false, spacingZ: null, reason: "UnevenSpacing" }
            : { usable: gap > 0, spacingZ: gap > 0 ? gap : null, reason: gap > 0 ? null : "NoPositions" },
        frames: {
            instance: Array.from({ length: count }, (_, i) => `${series}.${String(i + 1)}`),
            number: Array.from({ length: count }, () => 1),
            along: Array.from({ length: count }, (_, i) => i * gap),
            position: null,
            instanceNumber: Array.from({ length: count }, (_, i) => i + 1),
        },
    });
    const single = (values) => ({
        ...volume(1, 0, "single"),
        windows: [],
        orientation: null,
        origin: null,
        frameOfReference: null,
        pixelSpacing: null,
        spacingSource: null,
        complete: true,
        ...values,
    });
    const hu = { slope: 1, intercept: 0, unit: null };
    switch (series) {
        case "2.25.1001.1":
        case "2.25.1003.1":
            return volume(state.here, 5, "lung");
        case "2.25.1004.1":
            return volume(slices, 5, "lung");
        // The scanner counts from another place half a year before: another frame of reference.
        case "2.25.1005.1":
            return { ...volume(slices, 5, "lung"), frameOfReference: "2.25.8", origin: [-179.2, -183.4, 87.5] };
        case "2.25.1004.2":
            if (state.sagittal) return { ...volume(12, 15, "soft"), orientation: [0, 1, 0, 0, 0, -1], origin: [82.5, -183.4, -40] };
            return volume(12, 15, "soft");
        case "2.25.1001.2":
            return volume(12, 15, "soft");
        case "2.25.1002.1":
            return single({
                modality: "DX",
                rows: 1280,
                columns: 1024,
                photometric: "MONOCHROME1",
                rescale: hu,
                pixelSpacing: [0.3, 0.3],
                spacingSource: "ImagerPixelSpacing",
            });
        case "2.25.1002.2":
            return single({
                modality: "US",
                rows: 240,
                columns: 320,
                bitsAllocated: 8,
                bitsStored: 8,
                samples: 3,
                photometric: "RGB",
                rescale: hu,
            });
        default:
            return null;
    }
}

const made = new Map();

function pixelsOf(series, index) {
    const key = `${series.replace(/100[345]/, "1001")}/${String(index)}`;
    if (!made.has(key)) made.set(key, makePixels(series, index));
    return made.get(key);
}

function makePixels(of, index) {
    const series = of.replace(/100[345]/, "1001");
    if (series === "2.25.1001.1") return ctSlice(index, slices);
    if (series === "2.25.1001.2") return ctSlice(index * 3, 36, true);
    if (series === "2.25.1002.1") return radiograph(1024, 1280);
    if (series === "2.25.1002.2") return colourBars(320, 240);
    return null;
}

function seriesOf(study, state) {
    const card = (series, modality, number, description, frames, more = {}) => ({
        series,
        modality,
        number,
        description,
        bodyPart: "CHEST",
        instances: frames,
        frames,
        viewable: true,
        reason: null,
        thumbnailFrame: Math.floor((frames - 1) / 2),
        ...more,
    });
    if (study === studies.xray) return [card("2.25.1002.1", "DX", 1, "Chest PA", 1), card("2.25.1002.2", "US", 2, "Colour bars", 1)];
    return [
        card(`${study}.1`, "CT", 2, "Lung 5.0 sharp", state.here, { thumbnailFrame: Math.floor((state.here - 1) / 2) }),
        ...(study === studies.followed ? [card("2.25.1004.2", "CT", 3, "Mediastinum 15.0 soft", 12)] : []),
        ...(study === studies.ct
            ? [
                  card("2.25.1001.2", "CT", 3, "Mediastinum 15.0 soft", 12),
                  card("2.25.1001.3", "SR", 99, "Dose report", 0, { viewable: false, reason: "noPixels", frames: 0 }),
              ]
            : []),
    ];
}

function opening(study, state) {
    const series = seriesOf(study, state);
    const report = state.reports[study] ?? { draft: null, versions: [] };
    const question = {
        en: "Fever for five days, cough, SpO2 89 %. Pneumonia? Pulmonary embolism?",
        ko: "5일간 발열, 기침, SpO2 89 %. 폐렴 여부, 폐색전증 배제",
    }[state.language];
    return {
        study: {
            study,
            emergency: state.emergency && study === studies.ct,
            state: report.versions.length > 0 ? "reported" : state.claims[study] ? "reading" : "unread",
            stuck: null,
            modality: study === studies.xray ? "DX" : "CT",
            bodyPart: "CHEST",
            description: "Chest",
            specialty: "chest",
            series: series.length,
            instances: series.reduce((sum, item) => sum + item.instances, 0),
            complete: state.here === slices,
            question,
            site: { id: "s1", name: state.language === "ko" ? "시범의원" : "Demo Clinic" },
            pseudonym: "PDK-7F3K-92QD",
            sex: "M",
            age: "063Y",
            receivedAt: minutesAgo(14),
            waitingSince: minutesAgo(12),
            dueAt: minutesAgo(-18),
            claim: state.claims[study] ?? null,
            analysis: "noModel",
            reportState: "none",
        },
        order: { question, referrer: null },
        series,
        main: null,
        manifest: null,
        priors: state.priors[study] ?? [],
        settings: state.settings,
        siteProtocols: state.siteProtocols,
        phones: state.phones,
        claim: state.claims[study] ?? null,
        analysis: { state: "noModel", text: null },
        report,
    };
}

/** Starts on a free port of the loopback; returns the address and what a test may change. */
export async function start({ root = resolve(import.meta.dirname, "../../dist"), port = 0 } = {}) {
    let state = freshState();
    const streams = new Set();
    const tell = (study) => streams.forEach((stream) => stream.write(`event: study\ndata: ${JSON.stringify({ study })}\n\n`));

    const server = createServer((request, response) => {
        handle(request, response).catch((error) => {
            response.writeHead(500).end(String(error));
        });
    });

    async function handle(request, response) {
        const path = new URL(request.url, "http://mock").pathname;
        const json = (status, body) => {
            response.writeHead(status, {
                "Content-Type": status < 400 ? "application/json" : "application/problem+json",
                "Cache-Control": "no-store",
            });
            response.end(body === undefined ? "" : JSON.stringify(body));
        };
        const problem = (status, code, more = {}) => json(status, { status, code, title: code, ...more });
        if (path.startsWith("/api") || path.startsWith("/dicom-web")) {
            const body = request.method === "POST" || request.method === "PUT" ? await bodyOf(request) : {};
            if (!["GET", "HEAD"].includes(request.method) && request.headers["x-pandok"] !== "1") return problem(400, "antiForgery");
            if (path === "/api/session") {
                if (body.password !== "mock") return problem(401, "badCredentials");
                state.signedOut = false;
                return json(200, { ...me, language: state.language });
            }
            // "saves": the session ends with the next save, and nothing else asks before it.
            if (state.signedOut === true || (state.signedOut === "saves" && request.method === "PUT")) return problem(401, "notSignedIn");
            return answer(request, response, path, body, json, problem);
        }
        return file(path, response);
    }

    async function answer(request, response, path, body, json, problem) {
        if (path === "/api/me") return json(200, { ...me, language: state.language });
        if (path === "/api/worklist") {
            const items = [studies.ct].map((study) => opening(study, state).study);
            return json(200, { counts: { unread: 1, reading: 0, done: 0 }, specialties: [{ id: "chest", unread: 1 }], items });
        }
        if (path === "/api/me/reading" && request.method === "GET") return json(200, state.settings);
        if (path === "/api/me/reading" && request.method === "PUT") {
            state.settings = body;
            return json(204);
        }
        if (path === "/api/events") {
            response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
            response.write(": hello\n\n");
            streams.add(response);
            request.on("close", () => streams.delete(response));
            return undefined;
        }
        const manifest = /^\/api\/series\/([^/]+)\/manifest$/.exec(path);
        if (manifest) {
            const found = manifestOf(manifest[1], state);
            return found ? json(200, found) : problem(404, "notFound");
        }
        const frame = /\/series\/([^/]+)\/instances\/([^/]+)\/frames\/(\d+)$/.exec(path);
        if (frame) return sendFrame(response, frame, problem);
        const [, study, action] = /^\/api\/studies\/([^/]+)\/(.+)$/.exec(path) ?? [];
        if (!Object.values(studies).includes(study)) return problem(404, "notFound");
        const report = (state.reports[study] ??= { draft: null, versions: [] });
        if (action === "foreign-marks") return json(200, state.foreign);
        const kept = /^(measurements|key-images)(?:\/(.+))?$/.exec(action);
        if (kept)
            return keep(request.method, study, kept[1] === "measurements" ? "measurements" : "keyImages", kept[2], body, json, problem);
        switch (`${request.method} ${action}`) {
            case "GET opening":
                return json(200, opening(study, state));
            case "GET report":
                return json(200, report);
            case "POST claim":
                if (state.claims[study] && !state.claims[study].mine) return problem(409, "claimedByOther", { claim: state.claims[study] });
                return json(200, (state.claims[study] = mine()));
            case "DELETE claim":
                state.claims[study] = null;
                return json(204);
            case "PUT report/draft": {
                state.drafts++;
                if (state.refuseDraft) return problem(state.refuseDraft.status, state.refuseDraft.code, state.refuseDraft);
                if (!state.claims[study]?.mine) return problem(409, "notClaimed");
                const version = Number(/\d+/.exec(request.headers["if-match"] ?? "")?.[0] ?? -1);
                if (version !== (report.draft?.version ?? 0)) return problem(412, "staleDraft", { draft: report.draft });
                report.draft = {
                    version: version + 1,
                    sections: body.sections,
                    links: body.links,
                    savedAt: new Date().toISOString(),
                    savedBy: { id: me.id, displayName: me.displayName },
                };
                return json(200, report.draft);
            }
            case "POST report/sign":
                if (!state.claims[study]?.mine) return problem(409, "notClaimed");
                if (body.draftVersion !== report.draft?.version) return problem(412, "staleDraft", { draft: report.draft });
                if (!report.draft.sections.impression.trim()) return problem(422, "emptyImpression");
                report.versions.push({
                    number: 1,
                    kind: "final",
                    sections: report.draft.sections,
                    links: report.draft.links,
                    text: null,
                    signedAt: new Date().toISOString(),
                    signedBy: { displayName: me.displayName },
                    language: state.language,
                    device: body.device,
                });
                report.draft = null;
                state.claims[study] = null;
                return json(200, report);
            case "POST report/addendum":
                report.versions.push({
                    number: report.versions.length + 1,
                    kind: "addendum",
                    sections: report.versions[0].sections,
                    links: [],
                    text: body.text,
                    signedAt: new Date().toISOString(),
                    signedBy: { displayName: me.displayName },
                    language: state.language,
                    device: body.device,
                });
                return json(200, report);
            default:
                return problem(404, "notFound");
        }
    }

    function keep(method, study, what, id, body, json, problem) {
        const kept = (state[what][study] ??= []);
        if (method === "GET") return json(200, { items: kept });
        if (state.refuseMeasurement) return problem(state.refuseMeasurement.status, state.refuseMeasurement.code);
        const at = kept.findIndex((one) => one.id === id);
        if (method === "DELETE") {
            if (at < 0) return problem(404, "notFound");
            kept.splice(at, 1);
            return json(204);
        }
        const saved = { ...body, id, author: { id: me.id, displayName: me.displayName }, savedAt: new Date().toISOString(), signed: false };
        if (at < 0) kept.push(saved);
        else kept[at] = saved;
        return json(200, saved);
    }

    function sendFrame(response, [, series, instance], problem) {
        const index = Number(instance.split(".").at(-1)) - 1;
        const status = state.failFrames[instance];
        const send = () => {
            if (status) return problem(status, "mock");
            const pixels = pixelsOf(series, index);
            if (!pixels) return problem(404, "notFound");
            response.writeHead(200, {
                "Content-Type": "application/octet-stream",
                "Content-Length": pixels.length,
                "Cache-Control": "no-store",
            });
            return response.end(pixels);
        };
        return state.frameDelay > 0 ? setTimeout(send, state.frameDelay) : send();
    }

    async function file(path, response) {
        const name = path.startsWith("/read/") ? "/read.html" : path === "/" ? "/index.html" : path;
        try {
            const bytes = await readFile(join(root, name));
            response.writeHead(200, { "Content-Type": types[extname(name)] ?? "application/octet-stream" });
            response.end(bytes);
        } catch {
            response.writeHead(404).end();
        }
    }

    await new Promise((done) => server.listen(port, "127.0.0.1", done));
    const address = `http://127.0.0.1:${String(server.address().port)}`;
    return {
        address,
        get state() {
            return state;
        },
        set: (change) => Object.assign(state, change),
        reset: () => (state = freshState()),
        tell,
        stop: () => {
            streams.forEach((stream) => stream.destroy());
            server.closeAllConnections();
            server.close();
        },
    };
}

async function bodyOf(request) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString("utf8");
    return text === "" ? {} : JSON.parse(text);
}

if (process.argv[1] === import.meta.filename) {
    const { address } = await start({ port: Number(process.env.PORT ?? 0) });
    process.stdout.write(`${address}/read/${studies.ct}\n`);
}
