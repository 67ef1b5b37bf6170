/* global process, URL */
/** The line in a process of its own, ahead of everything else on the machine: what is measured must not bend the rule. */
import { fork } from "node:child_process";
import { setPriority } from "node:os";
import { startProxy } from "./proxy.mjs";

/** @returns the proxy's interface, with `status()` for what went through. */
export async function startLine(port, line) {
    const child = fork(new URL(import.meta.url), [String(port), JSON.stringify(line)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const next = () => new Promise((done) => child.once("message", done));
    const started = await next();
    const ask = async (message) => {
        const answer = next();
        child.send(message);
        return answer;
    };
    return {
        port: started.port,
        set: (other) => ask({ set: other }),
        hold: (dead) => ask({ dead }),
        status: () => ask({}),
        stop: () => child.kill(),
    };
}

if (process.argv[1] === import.meta.filename && process.send) {
    try {
        setPriority(-15);
    } catch {
        // Only the administrator may; then the proof tells whether it is good enough.
    }
    const proxy = await startProxy(Number(process.argv[2]), JSON.parse(process.argv[3]));
    process.on("message", ({ set, dead }) => {
        if (set) proxy.set(set);
        if (dead !== undefined) proxy.hold(dead);
        process.send({ bytes: proxy.bytesDown, connections: proxy.connections });
    });
    process.on("disconnect", () => process.exit());
    process.send({ port: proxy.port });
}
