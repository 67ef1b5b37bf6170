export { acquired, acquiredPlane, cutOf, planeManifest, planes, voxelOf, type Cut, type Plane } from "./plane";
export { type Coarse, type Layer } from "./layer";
export { reslice, slabModes, slabMost, slabSteps, type Slab, type SlabMode } from "./reslice";
export { gridOf, type Grid, type VolumeRefusal } from "./volume";
