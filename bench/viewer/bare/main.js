/* global document, location, performance, setTimeout */
// The library alone: one stack viewport, every image in memory before the clock runs, no text, no tools, no report.
import { Enums, imageLoader, init, metaData, RenderingEngine, utilities } from "@cornerstonejs/core";

const asked = new URLSearchParams(location.search);
const [slices, side] = [Number(asked.get("slices")), 512];
const element = document.getElementById("cell");
element.style.width = `${asked.get("width")}px`;
element.style.height = `${asked.get("height")}px`;

/** A body of soft tissue with two lungs and noise: the window has something to do. */
function imageOf(imageId, slice) {
    const pixels = new Int16Array(side * side);
    for (let y = 0, i = 0; y < side; y++)
        for (let x = 0; x < side; x++, i++) {
            const body = Math.hypot((x - 256) / 220, (y - 256) / 160) < 1;
            const lung = Math.hypot((Math.abs(x - 256) - 100) / 80, (y - 246) / 110) < 1;
            pixels[i] = (lung ? -850 : body ? 40 : -1000) + ((i * 7919 + slice * 104729) % 61);
        }
    const voxelManager = utilities.VoxelManager.createImageVoxelManager({ scalarData: pixels, width: side, height: side, numberOfComponents: 1 });
    return {
        imageId, voxelManager, minPixelValue: -1000, maxPixelValue: 100, slope: 1, intercept: 0, windowCenter: -600, windowWidth: 1500, voiLUTFunction: "LINEAR",
        rows: side, columns: side, height: side, width: side, color: false, rgba: false, numberOfComponents: 1, columnPixelSpacing: 0.7, rowPixelSpacing: 0.7,
        invert: false, sizeInBytes: pixels.byteLength, dataType: "Int16Array", photometricInterpretation: "MONOCHROME2",
        preScale: { enabled: true, scaled: true, scalingParameters: { modality: "CT", rescaleSlope: 1, rescaleIntercept: 0 } },
        getPixelData: () => pixels,
        getCanvas: () => document.createElement("canvas"),
    };
}

const ids = Array.from({ length: slices }, (_, i) => `bare:${i}`);
const images = new Map(ids.map((id, i) => [id, imageOf(id, i)]));
init();
imageLoader.registerImageLoader("bare", (id) => ({ promise: Promise.resolve(images.get(id)) }));
metaData.addProvider((type, id) => {
    const at = ids.indexOf(id);
    if (at < 0) return undefined;
    if (type === "imagePlaneModule")
        return {
            frameOfReferenceUID: "1.2.3", rows: side, columns: side, imageOrientationPatient: [1, 0, 0, 0, 1, 0], rowCosines: [1, 0, 0], columnCosines: [0, 1, 0],
            imagePositionPatient: [0, 0, at], sliceLocation: at, pixelSpacing: [0.7, 0.7], rowPixelSpacing: 0.7, columnPixelSpacing: 0.7,
        };
    if (type === "imagePixelModule")
        return { samplesPerPixel: 1, photometricInterpretation: "MONOCHROME2", rows: side, columns: side, bitsAllocated: 16, bitsStored: 16, highBit: 15, pixelRepresentation: 1 };
    if (type === "generalSeriesModule") return { modality: "CT", seriesInstanceUID: "1.2.3" };
    if (type === "voiLutModule") return { windowCenter: [-600], windowWidth: [1500], voiLUTFunction: "LINEAR" };
    return type === "modalityLutModule" ? { rescaleSlope: 1, rescaleIntercept: 0, rescaleType: "HU" } : undefined;
}, 10_000);
const engine = new RenderingEngine("bare");
engine.enableElement({ viewportId: "cell", type: Enums.ViewportType.STACK, element, defaultOptions: { background: [0, 0, 0] } });
const viewport = engine.getViewport("cell");
await viewport.setStack(ids, 0);

let drawn = -1;
element.addEventListener(Enums.Events.IMAGE_RENDERED, () => (drawn = viewport.getCurrentImageIdIndex()));

/** Goes to the next slice as soon as one is on screen, which it asks between tasks, as the room's clock does; how many were, in so many milliseconds. */
globalThis.scrollFor = async (ms) => {
    let pictures = 0;
    const began = performance.now();
    for (let at = drawn; performance.now() - began < ms; pictures++) {
        at = (at + 1) % slices;
        void viewport.setImageIdIndex(at);
        while (drawn !== at) await new Promise((done) => setTimeout(done));
    }
    return { pictures, ms: performance.now() - began };
};
