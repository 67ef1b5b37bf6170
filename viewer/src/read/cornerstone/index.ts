export { openCornerstone } from "./surface";
