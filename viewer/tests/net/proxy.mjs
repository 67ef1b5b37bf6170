/* global setTimeout, clearTimeout */
/**
 * A line of a given rate and delay between a browser and a server. Each direction has one token bucket, one queue and one
 * timer, shared by all connections, so that nothing overtakes; connecting takes a round trip; the queue is bounded, and
 * while it is full nothing more is read from any socket of that direction.
 */
import { connect, createServer } from "node:net";
import { performance } from "node:perf_hooks";

/** Bytes that a full bucket lets through at once: what a timer of 1 ms cannot measure out. */
const burst = 8000;
/** Bytes that may wait for the bucket; what has passed it and is on its way is not counted. */
const mostWaiting = 128 * 1024;

class Direction {
    #queue = [];
    #passed = 0;
    #waiting = 0;
    #free = 0;
    #timer = null;
    #paused = new Set();
    #dead = false;
    bytes = 0;

    constructor(line) {
        this.set(line);
    }

    set({ mbit, roundTrip }) {
        this.rate = (mbit * 1e6) / 8000;
        this.delay = roundTrip / 2;
    }

    /** `act` happens when the bytes before it, and `length` more, have gone over the line. */
    push(length, from, act) {
        const now = performance.now();
        this.#free = Math.max(now - burst / this.rate, this.#free) + length / this.rate;
        this.#queue.push({ passes: this.#free, due: Math.max(now, this.#free) + this.delay, length, act });
        this.#waiting += length;
        if (this.#waiting > mostWaiting && from) {
            from.pause();
            this.#paused.add(from);
        }
        this.#arm();
    }

    /** A dead line loses nothing and moves nothing: TCP would send again what was lost. */
    hold(dead) {
        this.#dead = dead;
        if (dead) {
            clearTimeout(this.#timer);
            this.#timer = null;
            this.#since = performance.now();
            return;
        }
        const gap = performance.now() - this.#since;
        this.#free += gap;
        for (const one of this.#queue) {
            one.passes += gap;
            one.due += gap;
        }
        this.#arm();
    }
    #since = 0;

    #arm() {
        if (this.#timer || this.#dead || this.#queue.length === 0) return;
        const next = Math.min(this.#queue[0].due, this.#queue[this.#passed]?.passes ?? Infinity);
        this.#timer = setTimeout(() => this.#turn(), Math.max(0, next - performance.now()));
    }

    #turn() {
        this.#timer = null;
        const now = performance.now() + 0.2;
        for (; this.#passed < this.#queue.length && this.#queue[this.#passed].passes <= now; this.#passed++)
            this.#waiting -= this.#queue[this.#passed].length;
        while (this.#queue.length > 0 && this.#queue[0].due <= now) {
            if (this.#passed === 0) this.#waiting -= this.#queue[0].length;
            else this.#passed--;
            const { length, act } = this.#queue.shift();
            this.bytes += length;
            act();
        }
        if (this.#waiting <= mostWaiting / 2) {
            for (const socket of this.#paused) socket.resume();
            this.#paused.clear();
        }
        this.#arm();
    }

    stop() {
        clearTimeout(this.#timer);
        this.#dead = true;
        this.#queue = [];
    }
}

/** @param mbit of each direction; @param roundTrip in ms. */
export async function startProxy(port, line) {
    const up = new Direction(line);
    const down = new Direction(line);
    const sockets = new Set();
    let connections = 0;
    let isCut = false;
    const server = createServer({ pauseOnConnect: true }, (near) => {
        if (isCut) {
            near.resetAndDestroy();
            return;
        }
        connections++;
        near.setNoDelay(true);
        sockets.add(near);
        near.on("error", () => near.destroy());
        near.on("close", () => sockets.delete(near));
        // The system has answered the browser's handshake at once: the round trip it would have taken comes here.
        up.push(0, null, () => down.push(0, null, () => link(near)));
    });
    const link = (near) => {
        if (near.destroyed) return;
        const far = connect(port, "127.0.0.1");
        far.setNoDelay(true);
        sockets.add(far);
        for (const [from, to, way] of [
            [near, far, up],
            [far, near, down],
        ]) {
            from.on("data", (bytes) => way.push(bytes.length, from, () => to.destroyed || to.write(bytes)));
            from.on("end", () => way.push(0, null, () => to.destroyed || to.end()));
            from.on("error", () => to.destroy());
            from.on("close", () => {
                sockets.delete(from);
                way.push(0, null, () => to.destroyed || to.end());
            });
        }
        near.resume();
    };
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return {
        port: server.address().port,
        get bytesDown() {
            return down.bytes;
        },
        get connections() {
            return connections;
        },
        set: (other) => {
            up.set(other);
            down.set(other);
        },
        /** The line goes dead, or comes back. */
        hold: (dead) => {
            up.hold(dead);
            down.hold(dead);
        },
        /** Every connection is broken, and none can be made until the line is back. */
        cut: (dead) => {
            isCut = dead;
            if (dead) for (const socket of sockets) socket.destroy();
        },
        stop: () => {
            up.stop();
            down.stop();
            for (const socket of sockets) socket.destroy();
            server.close();
        },
    };
}

export const limits = { burst, mostWaiting };
