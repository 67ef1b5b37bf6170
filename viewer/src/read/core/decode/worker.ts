import factory from "@cornerstonejs/codec-openjph/wasmjs";
import wasmUrl from "@cornerstonejs/codec-openjph/wasm?url";
import { decode } from "./codec";
import type { Answer, Question } from "./job";
import { toValues } from "./pixels";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const codec = factory({ locateFile: (file) => (file.endsWith(".wasm") ? wasmUrl : file) });

const tell = (answer: Answer, handOver: Transferable[] = []): void => {
  scope.postMessage(answer, handOver);
};

void codec.then(
  () => {
    tell({ ready: true });
  },
  () => {
    // Each question gets the fault as its answer.
  },
);

scope.onmessage = async ({ data }: MessageEvent<Question>) => {
  const { id, bytes, halvings, values } = data;
  try {
    const { samples, columns, rows, components } = decode(await codec, bytes, halvings);
    const pixels = toValues(samples, values);
    tell({ id, picture: { pixels, columns, rows, samples: components } }, [pixels.buffer]);
  } catch (error) {
    tell({ id, fault: String(error) });
  }
};
