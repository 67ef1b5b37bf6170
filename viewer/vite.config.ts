import { resolve } from "node:path";
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

export default defineConfig({
  plugins: [routes],
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
      input: { index: resolve(import.meta.dirname, "index.html"), read: resolve(import.meta.dirname, "read.html") },
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
