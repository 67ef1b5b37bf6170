// Decodes HTJ2K with the browser's decoder: node decode.cjs MODULE JOBS, a job a line: input, halvings, output; tabs between.
const fs = require("node:fs");
const load = require(process.argv[2]);

load().then((codec) => {
  for (const job of fs.readFileSync(process.argv[3], "utf8").split("\n").filter(Boolean)) {
    const [input, halvings, output] = job.split("\t");
    const code = fs.readFileSync(input);
    const decoder = new codec.HTJ2KDecoder();
    decoder.getEncodedBuffer(code.length).set(code);
    decoder.readHeader();
    decoder.decodeSubResolution(Number(halvings));
    fs.writeFileSync(output, decoder.getDecodedBuffer());
    decoder.delete();
  }
});
