// Encodes slices with OpenJPH's WebAssembly build: node htj2k.cjs MODULE SAMPLES WIDTH HEIGHT ROUNDS. Prints milliseconds of processor time a slice of the best
// round, and the bytes of all slices. The same form of codestream as ours: lossless, RPCL, 5 decompositions, tile-parts, TLM.
const fs = require("node:fs");
const [module_, path, width, height, rounds] = process.argv.slice(2);

require(module_)().then((codec) => {
  const samples = fs.readFileSync(path);
  const length = width * height * 2;
  const slices = samples.length / length;
  const frame = { bitsPerSample: 16, componentCount: 1, width: +width, height: +height, isSigned: false, isUsingColorTransform: false };
  const encoder = new codec.HTJ2KEncoder();
  let [best, bytes] = [Infinity, 0];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    bytes = 0;
    for (let i = 0; i < slices; i++) {
      encoder.getDecodedBuffer(frame).set(samples.subarray(i * length, (i + 1) * length));
      encoder.setQuality(true, 0);
      encoder.setDecompositions(5);
      encoder.setProgressionOrder(2);
      encoder.setTLMMarker(true);
      encoder.setTilePartDivisionsAtResolutions(true);
      encoder.encode();
      bytes += encoder.getEncodedBuffer().length;
    }
    const used = process.cpuUsage(start);
    best = Math.min(best, (used.user + used.system) / 1000 / slices);
  }
  console.log(`${best} ${bytes}`);
});
