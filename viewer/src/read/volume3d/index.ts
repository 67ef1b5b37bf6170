import "./volume3d.css";

export { VolumeView } from "./VolumeView";
