/** OHIF's own build, out of its package, and its pages on one origin with our /dicom-web. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { createServer, request } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const run = promisify(execFile);
const compress = promisify(brotliCompress);
const { peer, integrity } = JSON.parse(await readFile(join(import.meta.dirname, "package.json"), "utf8")).config;
export const name = peer.replace("@ohif/app@", "OHIF ");

/** The folder of its built viewer; fetched once. */
export async function fetchOhif() {
    const folder = resolve(import.meta.dirname, "../../artifacts/bench", peer.replaceAll("/", "-"));
    const dist = join(folder, "package/dist");
    if (existsSync(join(dist, "index.html"))) return dist;
    const fresh = `${folder}.${String(process.pid)}`;
    await mkdir(fresh, { recursive: true });
    const { stdout } = await run("npm", ["pack", peer, "--silent", "--pack-destination", fresh]);
    const file = join(fresh, stdout.trim().split("\n").at(-1));
    const is = `sha512-${createHash("sha512").update(await readFile(file)).digest("base64")}`;
    if (is !== integrity) throw new Error(`${peer} is not the package that is pinned: ${is}`);
    await run("tar", ["xzf", file, "-C", fresh, "package/dist"]);
    await rm(file);
    await rm(folder, { recursive: true, force: true });
    await rename(fresh, folder);
    return dist;
}

/** As its manual has it, with the standard's names for the three roots; `syntax` is what it asks frames in. */
const configuration = (syntax) => `window.config = {
  routerBasename: null, extensions: [], modes: [], showStudyList: true, customizationService: {}, investigationalUseDialog: { option: "never" },
  defaultDataSourceName: "dicomweb",
  dataSources: [{ namespace: "@ohif/extension-default.dataSourcesModule.dicomweb", sourceName: "dicomweb", configuration: {
    friendlyName: "Pandok", name: "pandok", wadoUriRoot: "/dicom-web", qidoRoot: "/dicom-web", wadoRoot: "/dicom-web",
    qidoSupportsIncludeField: true, imageRendering: "wadors", thumbnailRendering: "wadors", enableStudyLazyLoad: true,
    supportsFuzzyMatching: false, supportsWildcard: true, omitQuotationMarkForMultipartRequest: true${syntax ? `, requestTransferSyntaxUID: "${syntax}"` : ""} } }],
};`;

const types = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };

/** Serves OHIF and passes /dicom-web and /api on to the program. Files are compressed beforehand, hashed ones may be kept, as a good host does. */
export async function serveOhif(dist, program, syntax = null) {
    const files = new Map();
    const fileOf = async (path) => {
        const known = files.get(path);
        if (known) return known;
        const plain = path === "/app-config.js" ? Buffer.from(configuration(syntax)) : await readFile(join(dist, path));
        const squeezed = extname(path) in types ? await compress(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 } }) : null;
        const file = { body: squeezed ?? plain, squeezed: squeezed !== null };
        files.set(path, file);
        return file;
    };
    const server = createServer(async (asked, answer) => {
        const path = normalize(new URL(asked.url, "http://x").pathname);
        if (/^\/(dicom-web|api)\//.test(path)) {
            const onward = request(new URL(asked.url, program), { method: asked.method, headers: { ...asked.headers, host: new URL(program).host } }, (got) => {
                answer.writeHead(got.statusCode, got.headers);
                got.pipe(answer);
            });
            onward.on("error", () => answer.destroy());
            answer.on("close", () => onward.destroy());
            asked.pipe(onward);
            return;
        }
        const exists = path === "/app-config.js" || (extname(path) !== "" && existsSync(join(dist, path)));
        if (!exists && extname(path) !== "") {
            answer.writeHead(404).end();
            return;
        }
        const { body, squeezed } = await fileOf(exists ? path : "/index.html");
        answer.writeHead(200, {
            "Content-Type": types[exists ? extname(path) : ".html"] ?? "application/octet-stream",
            "Content-Length": body.length,
            "Cache-Control": exists ? "public, max-age=31536000, immutable" : "no-cache",
            ...(squeezed ? { "Content-Encoding": "br" } : {}),
        });
        answer.end(body);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return { port: server.address().port, stop: () => server.closeAllConnections() || server.close() };
}
