import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";

const server = process.env["PANDOK_SERVER"] ?? "http://127.0.0.1:8080";

/** The reading room is a page of its own at /read/{study}; every other route belongs to index.html. */
const routes: Plugin = {
  name: "pandok-routes",
  configureServer(dev) {
    dev.middlewares.use((request, _response, next) => {
      if (/^\/read\/[^/.]+(\.\d+)*(\?|$)/.test(request.url ?? "")) request.url = "/read.html";
      next();
    });
  },
};

/** The decoder's two files are asked for with the page, not after its script has run: on a long line each turn costs. */
const preloads: Plugin = {
  name: "pandok-preloads",
  apply: "build",
  async writeBundle({ dir }, bundle) {
    if (!dir || !("read.html" in bundle)) return;
    const names = Object.keys(bundle).filter((name) => /^assets\/(worker-.*\.js|openjphjs-.*\.wasm)$/.test(name));
    if (names.length !== 2) this.error(`worker and codec were expected, not ${names.join(", ")}`);
    const links = names.map((name) => `    <link rel="preload" as="fetch" crossorigin href="/${name}">\n`).join("");
    const page = join(dir, "read.html");
    await writeFile(page, (await readFile(page, "utf8")).replace("  </head>", `${links}  </head>`));
  },
};

export default defineConfig({
  plugins: [routes, preloads],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // vtk.js pulls a class that extends Node's EventEmitter; without this the build passes and the page stays black.
  resolve: { alias: { events: "events/" } },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      // One small file of icons instead of one file per icon.
      output: { codeSplitting: { groups: [{ name: "icons", test: /node_modules[\\/]lucide[\\/]/ }] } },
      input: {
        index: resolve(import.meta.dirname, "index.html"),
        read: resolve(import.meta.dirname, "read.html"),
        second: resolve(import.meta.dirname, "second.html"),
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/dicom-web": { target: server, changeOrigin: true },
    },
  },
  test: { include: ["tests/unit/**/*.test.ts"], environment: "node" },
});
