import "./masks.css";

export { MaskDesk } from "./desk";
export { MaskLayer } from "./Layer";
export { MaskPane, MaskTab } from "./Pane";
