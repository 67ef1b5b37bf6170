import "@kitware/vtk.js/Rendering/Profiles/Volume";
import vtkDataArray from "@kitware/vtk.js/Common/Core/DataArray";
import vtkImageData from "@kitware/vtk.js/Common/DataModel/ImageData";
import vtkPiecewiseFunction from "@kitware/vtk.js/Common/DataModel/PiecewiseFunction";
import vtkPlane from "@kitware/vtk.js/Common/DataModel/Plane";
import vtkColorTransferFunction from "@kitware/vtk.js/Rendering/Core/ColorTransferFunction";
import vtkRenderer from "@kitware/vtk.js/Rendering/Core/Renderer";
import vtkRenderWindow from "@kitware/vtk.js/Rendering/Core/RenderWindow";
import vtkRenderWindowInteractor from "@kitware/vtk.js/Rendering/Core/RenderWindowInteractor";
import vtkVolume from "@kitware/vtk.js/Rendering/Core/Volume";
import vtkVolumeMapper from "@kitware/vtk.js/Rendering/Core/VolumeMapper";
import vtkOpenGLRenderWindow from "@kitware/vtk.js/Rendering/OpenGL/RenderWindow";
import type { Point, Size } from "../core/geometry";
import { middleOf, pointOf, uncropped, type Crop, type Transfer, type Volume } from "../core/volume3d";
import type { Vector } from "../core/planes/volume";

/** A ray through a point of the cell, in patient coordinates. */
export interface Ray {
  start: Vector;
  direction: Vector;
}

export interface Surface3d {
  readonly canvas: HTMLCanvasElement;
  look(transfer: Transfer): void;
  crop(crop: Crop): void;
  /** Turns by an angle in degrees to the right and up. */
  turn(right: number, up: number): void;
  /** Above 1 comes closer. */
  zoom(factor: number): void;
  /** From the front, head up. */
  reset(): void;
  /** While something moves, every fourth sample is enough. */
  moving(isMoving: boolean): void;
  resize(size: Size): void;
  rayAt(at: Point): Ray;
  render(): void;
  dispose(): void;
}

const coarse = 4;

/** Volume rendering of one series. It has a context of its own, which ends with it. */
export function openVolume3d(host: HTMLElement, volume: Volume): Surface3d {
  const { grid } = volume;
  const image = vtkImageData.newInstance({
    origin: [...grid.origin],
    spacing: [...grid.spacing],
    direction: grid.directions.flat() as never,
  });
  image.setDimensions([...grid.size]);
  image.getPointData().setScalars(vtkDataArray.newInstance({ name: "values", numberOfComponents: 1, values: volume.values }));
  const mapper = vtkVolumeMapper.newInstance();
  mapper.setInputData(image);
  const usual = (grid.spacing[0] + grid.spacing[1] + grid.spacing[2]) / 6;
  mapper.setSampleDistance(usual);
  mapper.setAutoAdjustSampleDistances(false);
  mapper.setMaximumSamplesPerRay(8000);
  const actor = vtkVolume.newInstance();
  actor.setMapper(mapper);
  const property = actor.getProperty();
  property.setInterpolationTypeToLinear();
  property.setScalarOpacityUnitDistance(0, usual);
  const renderer = vtkRenderer.newInstance({ background: [0, 0, 0] });
  renderer.addVolume(actor);
  const window = vtkRenderWindow.newInstance();
  window.addRenderer(renderer);
  const view = vtkOpenGLRenderWindow.newInstance();
  view.setContainer(host);
  window.addView(view);
  // The mapper asks it whether something moves, and the window renders through it. It is bound to no events: the hands are ours.
  const interactor = vtkRenderWindowInteractor.newInstance();
  interactor.setView(view);
  window.setInteractor(interactor);
  interactor.initialize();
  const canvas = view.getCanvas() as HTMLCanvasElement;
  const camera = renderer.getActiveCamera();
  camera.setParallelProjection(true);
  let size: Size = { width: 1, height: 1 };
  let due = 0;
  let gone = false;

  const render = (): void => {
    if (gone) return;
    renderer.resetCameraClippingRange();
    renderer.updateLightsGeometryToFollowCamera();
    window.render();
  };
  const soon = (): void => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      render();
    });
  };
  const surface: Surface3d = {
    canvas,
    look(transfer) {
      const opacity = vtkPiecewiseFunction.newInstance();
      for (const [value, part] of transfer.opacity) opacity.addPoint(value, part);
      const colour = vtkColorTransferFunction.newInstance();
      for (const [value, r, g, b] of transfer.colour) colour.addRGBPoint(value, r, g, b);
      property.setScalarOpacity(0, opacity);
      property.setRGBTransferFunction(0, colour);
      property.setShade(transfer.shade);
      property.setAmbient(0.25);
      property.setDiffuse(0.8);
      property.setSpecular(0.15);
      property.setSpecularPower(12);
      if (transfer.mip) mapper.setBlendModeToMaximumIntensity();
      else mapper.setBlendModeToComposite();
      soon();
    },
    crop(crop) {
      mapper.removeAllClippingPlanes();
      ([0, 1, 2] as const).forEach((axis) => {
        for (const [side, sign] of [[0, 1], [1, -1]] as const) {
          const part = crop[axis * 2 + side] ?? side;
          if (part === uncropped[axis * 2 + side]) continue;
          const voxel: [number, number, number] = [0, 0, 0];
          voxel[axis] = part * (grid.size[axis] - 1);
          const normal = grid.directions[axis].map((one) => one * sign) as [number, number, number];
          mapper.addClippingPlane(vtkPlane.newInstance({ origin: [...pointOf(grid, voxel)], normal }));
        }
      }); // prettier-ignore
      soon();
    },
    turn(right, up) {
      camera.azimuth(-right);
      camera.elevation(up);
      camera.orthogonalizeViewUp();
      soon();
    },
    zoom(factor) {
      camera.setParallelScale(Math.max(5, Math.min(2000, camera.getParallelScale() / factor)));
      soon();
    },
    reset() {
      const [x, y, z] = middleOf(volume);
      camera.setFocalPoint(x, y, z);
      // Front is the negative y of the patient (PS3.3 C.7.6.2.1.1).
      camera.setPosition(x, y - 2000, z);
      camera.setViewUp(0, 0, 1);
      renderer.resetCamera();
      soon();
    },
    moving(isMoving) {
      mapper.setSampleDistance(isMoving ? usual * coarse : usual);
      soon();
    },
    resize(next) {
      if (next.width < 2 || next.height < 2) return;
      size = next;
      view.setSize(Math.round(size.width), Math.round(size.height));
      soon();
    },
    rayAt({ x, y }) {
      const direction = camera.getDirectionOfProjection() as unknown as Vector;
      const up = camera.getViewUp() as unknown as Vector;
      const right: Vector = [
        direction[1] * up[2] - direction[2] * up[1],
        direction[2] * up[0] - direction[0] * up[2],
        direction[0] * up[1] - direction[1] * up[0],
      ];
      const scale = (2 * camera.getParallelScale()) / size.height;
      const [u, v] = [(x - size.width / 2) * scale, (size.height / 2 - y) * scale];
      const focal = camera.getFocalPoint() as unknown as Vector;
      const far = 1000 + Math.hypot(...grid.size.map((count, i) => count * (grid.spacing[i] ?? 1)));
      const at = (i: 0 | 1 | 2): number => focal[i] + right[i] * u + up[i] * v - direction[i] * far;
      return { start: [at(0), at(1), at(2)], direction: [direction[0], direction[1], direction[2]] };
    },
    render,
    dispose() {
      if (gone) return;
      gone = true;
      cancelAnimationFrame(due);
      window.removeView(view);
      canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
      view.setContainer(null as never);
      for (const part of [actor, mapper, image, interactor, view, window, renderer]) part.delete();
      canvas.remove();
    },
  };
  surface.reset();
  return surface;
}
