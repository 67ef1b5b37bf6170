export { figuresOf } from "./figures";
export { History, type Step } from "./history";
export { measureKinds, pointsOf, type Figure, type FigureName, type Measurement, type MeasureKind } from "./kinds";
export { Pen } from "./pen";
export { indexOf, patientPoint } from "./place";
export { constrain, hitOf, linesOf, moved } from "./shape";
export { measurementOf, type MeasurementWish, type SavedMeasurement } from "./saved";
