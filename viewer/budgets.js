/* Compares the build with budgets.json; ends with 1 above any of them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const root = import.meta.dirname;
const dist = join(root, "dist");
const budgets = JSON.parse(readFileSync(join(root, "budgets.json"), "utf8"));
const assets = readdirSync(join(dist, "assets")).filter((name) => !name.endsWith(".br"));
const faults = [];

function size(path) {
    if (existsSync(join(dist, `${path}.br`))) return statSync(join(dist, `${path}.br`)).size;
    const bytes = readFileSync(join(dist, path));
    return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
        .length;
}

function judge(what, bytes, most) {
    const fits = bytes <= most;
    console.log(`${fits ? "ok  " : "OVER"} ${String(bytes).padStart(7)} of ${String(most).padStart(7)}  ${what}`);
    if (!fits) faults.push(what);
}

const matches = (pattern) => {
    const [start, end] = pattern.split("*");
    return assets.filter((name) => name.startsWith(start) && name.endsWith(end));
};

for (const [page, { what, most }] of Object.entries(budgets.pages)) {
    const html = readFileSync(join(dist, page), "utf8");
    const parts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]);
    judge(`${page}: ${what}`, size(page) + parts.reduce((sum, part) => sum + size(part), 0), most);
}
judge(budgets.shell.what, size("read.html"), budgets.shell.most);
for (const [pattern, { what, most }] of Object.entries(budgets.files)) {
    const names = matches(pattern);
    if (names.length === 0) faults.push(`${what}: no ${pattern} in the build`);
    for (const name of names) judge(`${what} (${pattern})`, size(join("assets", name)), most);
}
for (const word of budgets.never)
    for (const name of assets) if (name.toLowerCase().includes(word)) faults.push(`${name} must not be in the build`);

for (const fault of faults) console.error(`budget: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;
