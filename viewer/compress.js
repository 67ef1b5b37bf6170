/* Compresses what the build left, once and as small as it gets; the server sends name.br to whoever accepts it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const assets = join(import.meta.dirname, "dist/assets");
for (const name of readdirSync(assets).filter((one) => /\.(js|css|wasm)$/.test(one))) {
    const bytes = readFileSync(join(assets, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const squeezed = brotliCompressSync(bytes, { params });
    if (squeezed.length < bytes.length) writeFileSync(join(assets, `${name}.br`), squeezed);
}
