export { acquired, acquiredPlane, cutOf, planeManifest, planes, voxelOf, type Cut, type Plane } from "./plane";
export { gripsOf, nearestGrip, type Grip, type Line } from "./grips";
export { type Coarse, type Layer } from "./layer";
export { directionsOf, isOblique, obliqueManifest, paddingOf, tiltOf, type Turn } from "./oblique";
export { reslice, slabModes, slabMost, slabSteps, type Slab, type SlabMode } from "./reslice";
export { angleOf, minus, plus, rotate, rotationAbout, straight, after, times, type Rotation } from "./rotation";
export { fillRows, perVoxel, resliceOblique, slabOffsets, spanIn, voxelAt, type Sampling } from "./sample";
export { imageOf, patientOf, referenceLine, sheetOf, traceOf, type Sheet } from "./sheet";
export { dot, gridOf, type Grid, type Vector, type VolumeRefusal } from "./volume";
