/** The results as a page. */
const median = (values) => values.filter((value) => value !== undefined && value !== null).sort((a, b) => a - b)[Math.floor((values.filter((value) => value !== undefined && value !== null).length - 1) / 2)];
const seconds = (ms) => (ms === undefined ? "–" : (ms / 1000).toFixed(2));

export function resultOf({ slices, payload, lines, proofs, limits, results, times, peerName, minutes, loads, cores, chromium, commit }) {
    const rows = [];
    for (const line of lines)
        for (const warm of [false, true])
            for (const viewer of new Set(results.map((one) => one.viewer))) {
                const own = results.filter((one) => one.line === line && one.warm === warm && one.viewer === viewer);
                if (own.length === 0) continue;
                const of = (name) => median(own.map((one) => one[name]));
                const whole = of("whole");
                const share = whole === undefined ? "–" : `${((100 * ((payload * 8) / (line.mbit * 1000))) / whole).toFixed(0)} %`;
                rows.push(`| ${line.mbit} / ${line.roundTrip} | ${warm ? "warm" : "cold"} | ${viewer} | ${seconds(of("first"))} | ${seconds(of("full"))} | ${seconds(of("coarse"))} | ${seconds(whole)} | ${share} | ${Math.round(of("firstBytes") / 1000)} | ${of("firstRequests")} | ${own.map((one) => seconds(one.first)).join(", ")} |`);
            }
    const encoded = times.progress.find(({ encoded: count }) => count >= slices);
    const begun = times.progress.filter(({ encoded: count }) => count === 0).at(-1);
    const settled = times.progress.find(({ state }) => state !== "receiving");
    return `# The reading room over slow lines

${slices} slices of a chest CT, 512x512, ${(payload / 1e6).toFixed(1)} MB as HTJ2K; \`pandok serve\`, the line, and Chromium ${chromium} (headless, GL in software) on one machine of ${cores} cores. Seconds from the navigation on; viewers in turns, medians of ${lines.map(({ mbit, rounds }) => `${rounds} at ${mbit}`).join(", ")} Mbit/s (a peer once at the slowest line, its complete stack once).
The machine was shared with other work while this was measured (load ${Math.min(...loads).toFixed(0)} to ${Math.max(...loads).toFixed(0)} on ${cores} cores), which weighs on everybody's computing, not on the line.
${peerName ? `${peerName} is its package's own build (\`npm pack\`, checked by hash), on one origin with our \`/dicom-web\`, compressed with brotli (9), with the data source of its manual; what it does not name is its default. It asks for frames as they are stored, or, where named, as HTJ2K. Its first image is the first large canvas that is not one grey, looked at every 25 ms; complete is its last frame fetched.` : "The peer was not measured: its package could not be had."}
Ours are the page's own marks: first image is a preview, "whole" the same slice lossless, coarse all ${slices} slices at least as a preview, complete the last one decoded. Cold: an empty profile. Warm: the application's files are known from another study, the pixels are not.

| Mbit/s / ms | | viewer | first image | whole image | coarse volume | complete | of the line rate | kB before the first image | requests | all first images |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join("\n")}

Share of the line rate: the frames' ${(payload / 1e6).toFixed(1)} MB at line rate over the time to complete, the page and everything else included; a peer that fetches other bytes is put against the same.

## The line
A TCP proxy of ours in a process of its own ([proxy.mjs](../../viewer/tests/net/proxy.mjs)), HTTP/1.1: for each direction one bucket (${limits.burst} bytes), one queue of at most ${limits.mostWaiting / 1024} KiB before the bucket with back-pressure, one timer; half of the delay each way, connecting takes a round trip. It proves itself before each run:

| line | 10 MB in s | arithmetic s | round trip ms | bytes |
|---|---|---|---|---|
${proofs.map(({ line, proof }) => `| ${line.mbit} Mbit/s, ${line.roundTrip} ms | ${proof.seconds.toFixed(2)} (${((proof.seconds / proof.expected - 1) * 100).toFixed(1)} %) | ${proof.expected.toFixed(2)} | ${proof.roundTrip.toFixed(1)} | ${proof.same ? "equal by hash" : "NOT EQUAL"} |`).join("\n")}

## The server
Looked at every 0.3 s, so ± 0.3 s; settling after 2 s of quiet, encoding of what is no emergency begins after 2 s of quiet.

| step | s |
|---|---|
| receiving ${slices} slices (storescu, de-identified, pixels looked at) | ${(times.received / 1000).toFixed(1)} |
| encoding and decoding back, from the first frame to the last | ${encoded && begun ? ((encoded.at - begun.at) / 1000).toFixed(1) : "–"} (${encoded && begun ? ((encoded.at - begun.at) / slices).toFixed(1) : "–"} ms a slice) |
| settled, after the last instance | ${settled ? (settled.at / 1000).toFixed(1) : "–"} |
| complete with its pack, after the last instance | ${(times.complete / 1000).toFixed(1)} |

Emulated, software GL: nothing here was seen on a phone, on a radio line, or on a display card. ${new Date().toISOString().slice(0, 10)}, ${commit}, ${minutes.toFixed(0)} minutes.
`;
}
