export * from "./choose";
export * from "./faults";
export * from "./hang";
export * from "./link";
export * from "./protocol";
export { isScout, kernelOf, seriesFor, type SeriesFacts } from "./roles";
export { ours } from "./ours";
