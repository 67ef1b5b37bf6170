/* global setTimeout, clearTimeout */
/**
 * A line of a given rate and delay between a browser and a server: one queue and one timer per direction, shared by all
 * connections, so that nothing overtakes and a full line pushes back.
 */
import { connect, createServer } from "node:net";
import { performance } from "node:perf_hooks";

const most = 64 * 1024;

class Direction {
    #queue = [];
    #free = 0;
    #timer = null;
    #waiting = 0;
    constructor(mbit, delay) {
        this.rate = (mbit * 1e6) / 8000;
        this.delay = delay;
        this.bytes = 0;
    }

    /** `bytes` null ends the other side. */
    push(bytes, from, to) {
        const now = performance.now();
        const length = bytes?.length ?? 0;
        this.#free = Math.max(now, this.#free) + length / this.rate;
        this.#queue.push({ due: this.#free + this.delay, bytes, to });
        this.bytes += length;
        this.#waiting += length;
        if (this.#waiting > most) {
            from.pause();
            setTimeout(() => from.resume(), Math.max(1, this.#free - now));
        }
        this.#arm();
    }

    #arm() {
        if (this.#timer || this.#queue.length === 0) return;
        this.#timer = setTimeout(
            () => {
                this.#timer = null;
                while (this.#queue.length > 0 && this.#queue[0].due <= performance.now() + 0.5) {
                    const { bytes, to } = this.#queue.shift();
                    this.#waiting -= bytes?.length ?? 0;
                    if (to.destroyed) continue;
                    if (bytes) to.write(bytes);
                    else to.end();
                }
                this.#arm();
            },
            Math.max(0, this.#queue[0].due - performance.now()),
        );
    }

    stop() {
        clearTimeout(this.#timer);
        this.#queue = [];
    }
}

/** @param mbit of each direction; @param roundTrip in ms. */
export async function startProxy(port, { mbit, roundTrip }) {
    const up = new Direction(mbit, roundTrip / 2);
    const down = new Direction(mbit, roundTrip / 2);
    const sockets = new Set();
    const server = createServer((near) => {
        const far = connect(port, "127.0.0.1");
        for (const [from, to, way] of [
            [near, far, up],
            [far, near, down],
        ]) {
            sockets.add(from);
            from.setNoDelay(true);
            from.on("data", (bytes) => way.push(bytes, from, to));
            from.on("end", () => way.push(null, from, to));
            from.on("error", () => to.destroy());
            from.on("close", () => {
                sockets.delete(from);
                if (!to.destroyed) way.push(null, from, to);
            });
        }
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return {
        port: server.address().port,
        get bytesDown() {
            return down.bytes;
        },
        stop: () => {
            up.stop();
            down.stop();
            for (const socket of sockets) socket.destroy();
            server.close();
        },
    };
}
