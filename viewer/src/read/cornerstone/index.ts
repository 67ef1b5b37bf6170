export { openCornerstone } from "./surface";
export { openVolume3d, type Surface3d } from "./volume3d";
