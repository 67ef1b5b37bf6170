import { tools, type Tool } from "./gestures";
import { measureKinds, type MeasureKind } from "./measure";

/** Tools that are not gestures on the view. */
export type Special = MeasureKind | "magnify" | "crosshairs" | "paint";
export type AnyTool = Tool | Special;

export function isPlain(tool: AnyTool): tool is Tool {
  return (tools as readonly string[]).includes(tool);
}

export function isMeasure(tool: AnyTool): tool is MeasureKind {
  return (measureKinds as readonly string[]).includes(tool);
}
