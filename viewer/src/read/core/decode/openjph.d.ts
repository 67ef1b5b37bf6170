declare module "@cornerstonejs/codec-openjph/wasmjs" {
  interface FrameInfo {
    width: number;
    height: number;
    bitsPerSample: number;
    componentCount: number;
    isSigned: boolean;
    isUsingColorTransform: boolean;
  }
  interface HTJ2KDecoder {
    /** Room for `length` bytes inside the codec's heap; a view that dies with the next growth. */
    getEncodedBuffer(length: number): Uint8Array;
    readHeader(): void;
    /** `level` 0 is full size, 1 half, and so on. */
    decodeSubResolution(level: number): void;
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): FrameInfo;
    getNumDecompositions(): number;
    calculateSizeAtDecompositionLevel(level: number): { width: number; height: number };
    getIsHeaderValid(): boolean;
    /** Errors are told here and not thrown: "" when there is none. */
    getLastErrorMessage(): string;
    delete(): void;
  }
  interface HTJ2KEncoder {
    getDecodedBuffer(info: FrameInfo): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setDecompositions(count: number): void;
    setQuality(reversible: boolean, step: number): void;
    setProgressionOrder(order: number): void;
    setTLMMarker(on: boolean): void;
    setTilePartDivisionsAtResolutions(on: boolean): void;
    encode(): void;
    delete(): void;
  }
  interface OpenJph {
    HTJ2KDecoder: new () => HTJ2KDecoder;
    HTJ2KEncoder: new () => HTJ2KEncoder;
    HEAPU8: Uint8Array;
  }
  interface Options {
    locateFile?: (file: string) => string;
    wasmBinary?: Uint8Array;
  }
  const factory: (options?: Options) => Promise<OpenJph>;
  export default factory;
  export type { FrameInfo, HTJ2KDecoder, OpenJph };
}

declare module "@cornerstonejs/codec-openjph/wasm?url" {
  const url: string;
  export default url;
}
