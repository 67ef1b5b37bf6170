// A stand-in for the server while the pages are drawn: serves dist and answers the contract from memory.
// Usage: node tests/mock/server.js [port]. Any password signs in (except "wrong"); users are in data.js.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { ago, audit, devices, orders, patients, people, problems, protocols, sections, sites, studies, tokens } from "./data.js";

const dist = join(import.meta.dirname, "../../dist");
const types = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
};
const users = people.map((p) => ({ ...p, sites: p.sites.map((s) => s.id), disabled: false }));
const readings = {};
const streams = new Set();
const tell = (event, data) => streams.forEach((s) => s.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));

const done = (s) => s.state === "reported" || s.state === "delivered";
const find = (id) => studies.find((s) => s.study === id);
const brief = ({ timeline: _, ...item }) => item;
const open = (s) => !done(s) && s.claim === null;

function worklist(url) {
    const list = url.searchParams.get("list");
    const specialty = url.searchParams.get("specialty") ?? "all";
    const mine = url.searchParams.get("mine") === "true";
    const inList = { unread: open, reading: (s) => s.claim !== null, done };
    const ids = [...new Set(studies.map((s) => s.specialty))];
    const items = studies
        .filter(inList[list])
        .filter((s) => specialty === "all" || s.specialty === specialty)
        .filter((s) => !mine || s.claim?.mine)
        .sort((a, b) =>
            list === "done"
                ? b.waitingSince.localeCompare(a.waitingSince)
                : b.emergency - a.emergency || a.waitingSince.localeCompare(b.waitingSince),
        );
    return {
        counts: { unread: studies.filter(open).length, reading: studies.filter((s) => s.claim).length, done: studies.filter(done).length },
        specialties: ids.map((id) => ({ id, unread: studies.filter((s) => open(s) && s.specialty === id).length })),
        items: items.map(brief),
    };
}

const siteStudies = () =>
    studies
        .filter((s) => [0, 2, 10, 15, 17, 18].includes(studies.indexOf(s)))
        .map((s, i) => {
            const [name, id, birthDate, sex] = patients[i % patients.length];
            const received = s.timeline.findLast((e) => e.kind === "acknowledged");
            return {
                study: s.study,
                patient: { name, id, birthDate, sex },
                identity: "known",
                held: 0,
                accession: `A${1000 + i}`,
                modality: s.modality,
                bodyPart: s.bodyPart,
                description: s.description,
                studyDate: "20261122",
                instances: s.instances,
                emergency: s.emergency,
                state: s.state,
                stuck: s.stuck,
                acknowledgedAt: received?.at ?? null,
                acknowledgedBy: received ? "데모 방사선사" : null,
                reportReady: done(s),
                timeline: s.timeline,
            };
        });
const versions = [
    { number: 1, kind: "final", sections, text: null, signedAt: ago(60), signedBy: { displayName: "데모 판독의" }, language: "ko" },
];
const event = (s, kind, text = {}) => {
    s.timeline.push({ at: new Date().toISOString(), kind, text });
    tell("study", { study: s.study });
};

const routes = [
    ["GET", /^\/api\/worklist$/, (c) => worklist(c.url)],
    [
        "POST",
        /^\/api\/studies\/([^/]+)\/claim$/,
        (c) => {
            const s = find(c.id);
            if (s.claim && !s.claim.mine) return [409, { code: "claimedByOther", claim: s.claim }];
            s.claim = { reader: { id: c.me.id, displayName: c.me.displayName, initials: "데모" }, until: ago(-10), mine: true };
            s.state = "reading";
            event(s, "claimed", { reader: c.me.displayName });
            return s.claim;
        },
    ],
    [
        "DELETE",
        /^\/api\/studies\/([^/]+)\/claim$/,
        (c) => {
            Object.assign(find(c.id), { claim: null, state: "unread" });
            event(find(c.id), "released");
        },
    ],
    [
        "POST",
        /^\/api\/studies\/([^/]+)\/emergency$/,
        (c) => {
            find(c.id).emergency = c.body.emergency;
            event(find(c.id), "emergency");
        },
    ],
    [
        "POST",
        /^\/api\/studies\/([^/]+)\/retry$/,
        (c) => {
            find(c.id).stuck = null;
            event(find(c.id), "retried");
        },
    ],
    ["GET", /^\/api\/studies\/([^/]+)\/timeline$/, (c) => ({ events: find(c.id).timeline })],
    ["GET", /^\/api\/site\/studies$/, () => ({ items: siteStudies() })],
    ["GET", /^\/api\/site\/studies\/([^/]+)$/, (c) => ({ ...siteStudies().find((s) => s.study === c.id), report: { versions } })],
    [
        "POST",
        /^\/api\/site\/studies\/([^/]+)\/acknowledge$/,
        (c) => {
            find(c.id).state = "delivered";
            event(find(c.id), "acknowledged");
        },
    ],
    [
        "GET",
        /^\/api\/coordinator\/overview$/,
        () => ({
            waiting: studies.filter(open).length,
            late: studies.filter((s) => open(s) && s.dueAt < new Date().toISOString()).length,
            stuck: studies.filter((s) => s.stuck).length,
            reading: studies.filter((s) => s.claim).length,
            medianTurnaroundMinutes: 83,
        }),
    ],
    [
        "GET",
        /^\/api\/coordinator\/studies$/,
        () => ({ items: studies.map((s) => (s.claim ? { ...s, claim: { ...s.claim, mine: false } } : s)) }),
    ],
    ["GET", /^\/api\/coordinator\/problems$/, () => ({ items: problems })],
    [
        "GET",
        /^\/api\/privacy\/audit$/,
        (c) => {
            const study = c.url.searchParams.get("study");
            const before = Number(c.url.searchParams.get("before") ?? Infinity);
            const items = audit
                .filter((r) => r.seq < before && (!study || r.study === study))
                .slice(0, Number(c.url.searchParams.get("limit") ?? 100));
            const broken = c.url.searchParams.get("study") === "broken";
            return {
                items,
                chain: broken ? { checked: 1260, intact: false, brokenAt: 1251 } : { checked: 1260, intact: true, brokenAt: null },
            };
        },
    ],
    [
        "GET",
        /^\/api\/privacy\/receipts\/([^/]+)$/,
        (c) => ({
            study: c.id,
            profile: { name: "basic", version: "2026b", sha256: "9f2c".repeat(16) },
            instances: find(c.id)?.instances ?? 60,
            actions: { remove: 4216, empty: 744, dummy: 496, uid: 1984, date: 1240, keep: 21080 },
            findings: [{ code: "burnedInUnknown", at: "(0028,0301)", count: 3 }],
            tables: [{ name: "PS3.15 E.1-1", edition: "2026b", sha256: "41aa".repeat(16) }],
        }),
    ],
    ["GET", /^\/api\/admin\/users$/, () => ({ items: users })],
    [
        "POST",
        /^\/api\/admin\/users$/,
        (c) => {
            users.push({ id: `u${users.length + 1}`, disabled: false, ...c.body });
            return { id: "new", password: "demo-only-4721-maple" };
        },
    ],
    ["POST", /^\/api\/admin\/users\/([^/]+)\/disable$/, (c) => void (users.find((u) => u.id === c.id).disabled = true)],
    ["GET", /^\/api\/admin\/sites$/, () => ({ items: sites })],
    ["POST", /^\/api\/admin\/sites$/, (c) => (sites.push({ id: `s${sites.length + 1}`, ...c.body }), { id: "new" })],
    ["PUT", /^\/api\/admin\/sites\/([^/]+)\/phones$/, (c) => void (sites.find((site) => site.id === c.id).phones = c.body.phones)],
    ["GET", /^\/api\/admin\/sites\/([^/]+)\/protocols$/, (c) => ({ items: protocols[c.id] ?? [] })],
    ["PUT", /^\/api\/admin\/sites\/([^/]+)\/protocols$/, (c) => void (protocols[c.id] = c.body.items)],
    [
        "GET",
        /^\/api\/me\/site-protocols$/,
        (c) => ({ items: c.me.sites.map(({ id, name }) => ({ site: id, name, protocols: protocols[id] ?? [] })) }),
    ],
    [
        "GET",
        /^\/api\/me\/reading$/,
        (c) => readings[c.me.id] ?? { singleLetters: true, keys: {}, layouts: {}, protocols: [], secondScreen: false },
    ],
    ["PUT", /^\/api\/me\/reading$/, (c) => void (readings[c.me.id] = c.body)],
    [
        "GET",
        /^\/api\/site\/orders$/,
        () => ({ items: orders, stations: devices.map((d) => ({ aeTitle: d.aeTitle, name: d.name, site: d.site })), more: false }),
    ],
    ["POST", /^\/api\/admin\/devices\/\w+\/echo$/, () => ({ answered: true, code: "answered", detail: null, milliseconds: 12.4 })],
    ["GET", /^\/api\/me\/tokens$/, () => ({ items: tokens })],
    [
        "POST",
        /^\/api\/me\/tokens$/,
        (c) => (
            tokens.unshift({ id: "new", name: c.body.name, createdAt: ago(0), expiresAt: ago(-30 * 24 * 60), usedOn: null }),
            { id: "new", token: "pdt_demo-only-0000-1111", expiresAt: ago(-30 * 24 * 60) }
        ),
    ],
    ["GET", /^\/api\/admin\/devices$/, () => ({ items: devices.map((d) => ({ certificate: null, ...d })) })],
    [
        "POST",
        /^\/api\/admin\/devices$/,
        (c) => (devices.push({ id: "new", lastSeenAt: null, ...c.body }), { id: "new", apiKey: "demo-only-key-0000-1111" }),
    ],
];

async function bodyOf(request) {
    let text = "";
    for await (const chunk of request) text += chunk;
    return text ? JSON.parse(text) : {};
}

async function answer(request, response) {
    const url = new URL(request.url, "http://mock");
    const send = (status, body, headers = {}) => {
        response.writeHead(status, { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers });
        response.end(body === undefined ? "" : JSON.stringify(body));
    };
    if (!url.pathname.startsWith("/api/")) return file(url, response);
    const me = people.find(
        (p) => request.headers.cookie?.includes(`pandok=${p.userName};`) || request.headers.cookie?.endsWith(`pandok=${p.userName}`),
    );
    if (request.method !== "GET" && request.headers["x-pandok"] !== "1") return send(400, { code: "badRequest" });
    if (url.pathname === "/api/session" && request.method === "POST") {
        const { userName, password } = await bodyOf(request);
        const found = people.find((p) => p.userName === userName);
        if (!found || password === "wrong") return send(401, { code: "badCredentials" });
        return send(200, found, { "Set-Cookie": `pandok=${userName}; HttpOnly; SameSite=Lax; Path=/` });
    }
    if (url.pathname === "/api/session") return send(204, undefined, { "Set-Cookie": "pandok=; Max-Age=0; Path=/" });
    if (!me) return send(401, { code: "notSignedIn" });
    if (url.pathname === "/api/me") return send(200, me);
    if (url.pathname === "/api/me/language") {
        me.language = (await bodyOf(request)).language;
        return send(204);
    }
    if (url.pathname === "/api/events") {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
        response.write(": here\n\n");
        streams.add(response);
        return request.on("close", () => streams.delete(response));
    }
    // For looking at the live list: a new emergency arrives.
    if (url.pathname === "/api/mock/arrive") {
        const first = studies[4];
        studies.push({
            ...first,
            study: `${first.study}${studies.length}`,
            emergency: true,
            waitingSince: new Date().toISOString(),
            receivedAt: new Date().toISOString(),
            dueAt: ago(-30),
            question: "Live arrival",
        });
        tell("worklist", {});
        return send(204);
    }
    const body = request.method === "GET" ? {} : await bodyOf(request);
    for (const [method, pattern, work] of routes) {
        const match = pattern.exec(url.pathname);
        if (match === null || method !== request.method) continue;
        const id = match[1] && decodeURIComponent(match[1]);
        if (url.pathname.startsWith("/api/studies/") && !find(id)) return send(404, { code: "notFound" });
        const result = work({ url, me, body, id });
        return Array.isArray(result) ? send(result[0], result[1]) : send(result === undefined ? 204 : 200, result);
    }
    send(404, { code: "notFound" });
}

async function file(url, response) {
    const name = /^\/read\//.test(url.pathname)
        ? "/read.html"
        : extname(url.pathname) && !/^\/read/.test(url.pathname)
          ? url.pathname
          : "/index.html";
    try {
        const bytes = await readFile(join(dist, normalize(name)));
        response.writeHead(200, { "Content-Type": types[extname(name)] ?? "application/octet-stream" });
        response.end(bytes);
    } catch {
        response.writeHead(404).end();
    }
}

const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
        console.error(error);
        response.writeHead(500).end();
    });
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
setInterval(() => streams.forEach((s) => s.write(": here\n\n")), 15_000);
