export { figuresOf } from "./figures";
export { placed, type ForeignMark, type ForeignShape, type PlacedMark } from "./foreign";
export { History, type Step } from "./history";
export { measureKinds, pointsOf, type Figure, type FigureName, type Measurement, type MeasureKind } from "./kinds";
export { Pen } from "./pen";
export { indexOf, patientPoint } from "./place";
export { constrain, hitOf, linesOf, moved } from "./shape";
export { measurementOf, type MeasurementWish, type SavedMeasurement } from "./saved";
