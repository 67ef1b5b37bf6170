export { colourOf, dashOf, palette, rgbOf, share, threeDigits, type Code, type Mask, type Segment } from "./mask";
export { Labels, outline } from "./labels";
export { paintOblique } from "./oblique";
export { kinds, type KindName } from "./kinds";
export { MaskEdit, runsOf, type Kind, type Range } from "./edit";
