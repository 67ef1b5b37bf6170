export { opacityAt, presetsOf, transferOf, type PresetId, type Transfer } from "./presets";
export { middleOf, pick, pointOf, uncropped, volumeOf, voxelAt, type Crop, type Volume } from "./volume";
