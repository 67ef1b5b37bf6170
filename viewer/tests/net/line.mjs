/* global process, URL */
/** The line in a process of its own, ahead of everything else on the machine: what is measured must not bend the rule. */
import { fork } from "node:child_process";
import { setPriority } from "node:os";
import { startProxy } from "./proxy.mjs";

/** @returns the proxy's interface, with `status()` for what went through. */
export async function startLine(port, line) {
    const child = fork(new URL(import.meta.url), [String(port), JSON.stringify(line)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const started = await new Promise((done) => child.once("message", done));
    let serial = 0;
    const ask = (message) => {
        const id = ++serial;
        return new Promise((done) => {
            const hear = (answer) => {
                if (answer.id !== id) return;
                child.off("message", hear);
                done(answer);
            };
            child.on("message", hear);
            child.send({ ...message, id });
        });
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
    process.on("message", ({ id, set, dead }) => {
        if (set) proxy.set(set);
        if (dead !== undefined) proxy.hold(dead);
        process.send({ id, bytes: proxy.bytesDown, connections: proxy.connections });
    });
    process.on("disconnect", () => process.exit());
    process.send({ port: proxy.port });
}
