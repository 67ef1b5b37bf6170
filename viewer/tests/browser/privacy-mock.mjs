/* global URL, Buffer */
/** A small server with invented held images, for browser tests of the review page only; `state` is what it knows and was told. */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
export const ids = ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002", "00000000-0000-0000-0000-000000000003"];
const study = "2.25.329800735698586629295641978511506172918";
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const fresh = () => ({
    language: "en",
    version: 0,
    boxes: [],
    requests: [],
    stale: false,
    decided: null,
    empty: false,
    merges: [],
    asks: [],
    erased: null,
    documents: {},
});

const item = (id, more = {}) => ({
    id,
    study,
    site: "Demo Clinic",
    device: "Ultrasound 2",
    modality: "US",
    class: "Ultrasound Image Storage",
    reasons: ["APPROVAL"],
    frames: 3,
    state: "held",
    heldAt: ago(42),
    endsAt: ago(-43_000),
    size: 921_600,
    ...more,
});
const items = () => [
    item(ids[0]),
    item(ids[1], {
        modality: "DOC",
        class: "Encapsulated PDF Storage",
        device: "Archive bridge",
        reasons: ["DOCUMENT"],
        frames: 0,
        heldAt: ago(300),
    }),
    item(ids[2], {
        modality: "CT",
        class: "CT Image Storage",
        device: "Mobile CT",
        reasons: ["IDENTITY-LEFT"],
        frames: 1,
        study: "2.25.77",
        heldAt: ago(3000),
    }),
];
const picture = (
    boxes,
    frame,
) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="640" height="480"><rect width="640" height="480"/>
  <path d="M320 60 L560 400 Q320 470 80 400 Z" fill="#5a5a5a"/><ellipse cx="320" cy="300" rx="70" ry="50" fill="#222"/>
  <text x="20" y="36" fill="#fff" font-size="22" font-family="monospace">DEMO^PATIENT 1970-01-01</text><text x="560" y="460" fill="#aaa" font-size="16">${frame + 1}</text>
  ${boxes.map((b) => `<rect x="${b.x}" y="${b.y}" width="${b.width}" height="${b.height}"/>`).join("")}</svg>`;
const receipt = () => ({
    study,
    profile: { name: "public", version: "1", sha256: "ab".repeat(32) },
    instances: 2,
    actions: { remove: 62, empty: 8, dummy: 18, uid: 24, date: 14, keep: 120 },
    findings: [{ code: "PixelsNotLooked", at: "", count: 2 }],
    tables: [{ name: "ps3.15-e1-1", edition: "2026c", sha256: "cd".repeat(32) }],
    intact: true,
    links: 2,
    chain: [1, 2].map((seq) => ({
        seq,
        instance: `2.25.10000000000${seq}`,
        at: ago(20 - seq),
        hash: "ef".repeat(32),
        receipt: {
            sha256Out: "12".repeat(32),
            boxes: seq === 2 ? [{ frame: -1 }] : [],
            pixels: seq === 2 ? "blanked" : "unchanged",
            releasedBy: seq === 2 ? "Demo Officer" : null,
        },
    })),
    dropped: [{ instance: "2.25.3", class: "Encapsulated PDF Storage", at: ago(30) }],
    held: [
        {
            id: ids[0],
            instance: "2.25.1",
            reasons: ["APPROVAL"],
            state: "released",
            heldAt: ago(42),
            decidedAt: ago(18),
            decidedBy: "Demo Officer",
            note: null,
        },
    ],
});

const patient = (pseudonym, site = "s1", siteName = "Demo Clinic") => ({
    site,
    siteName,
    pseudonym,
    joined: [],
    studies: [
        {
            study: `2.25.${pseudonym.length}${pseudonym.charCodeAt(5)}`,
            modality: "CT",
            bodyPart: "CHEST",
            instances: 174,
            receivedAt: ago(90),
        },
    ],
});
const patients = () => [patient("DEMO-7K2M9PQ4XW1A3"), patient("DEMO-0ZT5N8WV2RB6C"), patient("SEA-4QH1KX7MD93PE", "s2", "Sea Hospital")];
const vaultSite = (state, id, code, name) => ({
    id,
    code,
    name,
    keyId: "4f1c9a0277be3d55",
    since: ago(90_000),
    generations: 1,
    erasedAt: state.erased === id ? ago(0) : null,
    studies: 3,
    patients: 2,
    undelivered: 1,
    held: 2,
    documents: state.documents[id] ?? "hold",
});
/** The vault as far as its page needs it: one officer, and a second who agreed if `state.asks` says so. */
function vault(state, url, method, body) {
    const [, , , area, id, what] = url.pathname.split("/");
    if (area === "patients")
        return { items: patients().filter((one) => one.pseudonym.includes(url.searchParams.get("find") ?? "")), more: false };
    if (area === "merges" && what === "undo") {
        state.merges[0].undoneAt = ago(0);
        state.merges[0].undoneBy = "Demo Officer";
        return {};
    }
    if (area === "merges" && method === "POST")
        state.merges.unshift({ id: "m1", mergedAt: ago(0), mergedBy: "Demo Officer", undoneAt: null, undoneBy: null, ...body });
    if (area === "merges") return { items: state.merges };
    if (area === "asks" && what === "agree") {
        Object.assign(state.asks[0], { agreedBy: "Demo Officer", agreedAt: ago(0), endsAt: ago(-60) });
        return {};
    }
    if (area === "asks" && what === "resolve")
        return {
            items: [{ study: "2.25.1", patientName: "홍^길동", patientId: "DEMO-0001", birthDate: "19640518", accession: "ACC-1" }],
        };
    if (area === "asks" && method === "POST")
        state.asks.unshift({
            id: "a1",
            askedBy: "Demo Officer",
            mine: true,
            askedAt: ago(0),
            reason: body.reason,
            studies: body.studies.length,
            agreedBy: null,
            agreedAt: null,
            endsAt: null,
        });
    if (area === "asks") return { items: state.asks };
    if (area === "sites" && what === "documents") {
        state.documents[id] = body.documents;
        return {};
    }
    if (area === "sites" && what === "erase") {
        if (body.code !== "DEMO") return { status: 400, code: "eraseNotConfirmed" };
        state.erased = id;
        state.decided = { what, ...body };
        return {};
    }
    if (area === "sites") return { items: [vaultSite(state, "s1", "DEMO", "Demo Clinic"), vaultSite(state, "s2", "SEA", "Sea Hospital")] };
    return undefined;
}

export async function startPrivacy() {
    const dist = resolve(import.meta.dirname, "../../dist");
    const mock = { state: fresh(), reset: () => Object.assign(mock.state, fresh()) };
    const { state } = mock;
    const me = () => ({
        id: "u1",
        userName: "officer",
        displayName: "Demo Officer",
        role: "privacyOfficer",
        language: state.language,
        timeZone: "Asia/Seoul",
        specialties: [],
        sites: [],
    });
    const answer = (url, method, body) => {
        const [, , , area, id, what, frame, kind] = url.pathname.split("/");
        if (url.pathname === "/api/me") return me();
        if (area === "audit") return { items: [], chain: { intact: true, checked: 7, brokenAt: null } };
        if (area === "receipts") return receipt();
        if (area === "device-rules") return { items: [] };
        if (area !== "held") return vault(state, url, method, body);
        if (id === undefined) return { items: state.empty ? [] : items(), held: state.empty ? 0 : 3, studies: [{ study, held: 2 }] };
        const one = items().find((each) => each.id === id);
        if (what === undefined)
            return {
                item: one,
                instance: "2.25.1",
                profile: "public",
                rows: 480,
                columns: 640,
                version: state.version,
                findings: [{ code: "PIXELS-NOT-LOOKED", at: "" }],
                boxes: state.boxes,
                canRelease: one.reasons[0] === "APPROVAL",
                decidedAt: null,
                decidedBy: null,
                note: null,
                previous: null,
                next: id === ids[0] ? ids[1] : null,
            };
        if (what === "frames")
            return {
                svg: picture(
                    kind === "released" ? body.boxes.filter((b) => b.frame === -1 || b.frame === Number(frame)) : [],
                    Number(frame),
                ),
            };
        if (what === "look")
            return one.reasons[0] === "APPROVAL"
                ? { clean: true, reasons: [], findings: [], pixels: "notLooked", boxes: [] }
                : { clean: false, reasons: one.reasons, findings: [], pixels: "notLooked", boxes: [] };
        if (what === "boxes" || what === "release" || what === "reject") {
            if (state.stale || body.version !== state.version) return { status: 409, code: "heldChanged" };
            state.version++;
            if (what === "boxes") state.boxes = body.boxes;
            else state.decided = { what, ...body };
            return { version: state.version };
        }
        if (what === "rule") {
            state.decided = { what, ...body };
            return {};
        }
        return method;
    };
    const server = createServer((request, response) => {
        const chunks = [];
        request.on("data", (chunk) => chunks.push(chunk));
        request.on("end", () => {
            const url = new URL(request.url, "http://mock");
            if (url.pathname.startsWith("/api/")) {
                const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined;
                state.requests.push(`${request.method} ${url.pathname}`);
                const said = answer(url, request.method, body);
                if (said?.svg) return response.writeHead(200, { "Content-Type": "image/svg+xml" }).end(said.svg);
                return response
                    .writeHead(said === undefined ? 404 : (said.status ?? 200), { "Content-Type": "application/json" })
                    .end(JSON.stringify(said ?? { code: "notFound" }));
            }
            const file = extname(url.pathname) === "" ? "index.html" : url.pathname.slice(1);
            readFile(join(dist, file)).then(
                (bytes) => response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" }).end(bytes),
                () => response.writeHead(404).end(),
            );
        });
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    mock.address = `http://127.0.0.1:${server.address().port}`;
    mock.stop = () => server.close(() => undefined) && server.closeAllConnections();
    return mock;
}
