/* global Buffer */
/** The proxy proves itself before anything is measured through it: its rate, its delay, and that no byte is changed or moved. */
import { createHash, randomBytes } from "node:crypto";
import { connect, createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { startLine } from "./line.mjs";

const sha = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** 10 MB down one connection, and the round trip of one byte: what it took, and what it should have. */
export async function prove({ mbit, roundTrip }, size = 10e6) {
    const load = randomBytes(size);
    const server = createServer((socket) => {
        socket.on("error", () => socket.destroy());
        socket.on("data", (asked) => socket.write(asked[0] === 0 ? load : asked));
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    const proxy = await startLine(server.address().port, { mbit, roundTrip });
    const dialled = performance.now();
    const socket = connect(proxy.port, "127.0.0.1").setNoDelay(true);
    try {
        const echo = async () => {
            const start = performance.now();
            socket.write(Buffer.from([1]));
            await new Promise((done) => socket.once("data", done));
            return performance.now() - start;
        };
        await echo();
        const connected = performance.now() - dialled;
        const trips = [];
        for (let i = 0; i < 9; i++) trips.push(await echo());
        const start = performance.now();
        const parts = [];
        let here = 0;
        await new Promise((done) => {
            socket.on("data", (bytes) => {
                parts.push(bytes);
                if ((here += bytes.length) >= size) done();
            });
            socket.write(Buffer.from([0]));
        });
        const seconds = (performance.now() - start) / 1000;
        return {
            seconds,
            expected: (size * 8) / (mbit * 1e6) + roundTrip / 1000,
            roundTrip: trips.sort((a, b) => a - b)[4],
            connectAndTrip: connected,
            same: sha(Buffer.concat(parts)) === sha(load),
        };
    } finally {
        socket.destroy();
        proxy.stop();
        server.close();
    }
}
