"""Reads a segmentation of the artificial body (segmentations.py) with pydicom alone.

usage: read_segmentation.py FILE
Prints JSON: the segments, and of each all voxels (slice, row, column; one byte a voxel, base64), placed by Image Position (Patient).
"""
import base64
import json
import sys

import numpy as np
import pydicom

from segmentations import COLUMNS, DX, DY, DZ, ORIGIN, ROWS, SLICES

d = pydicom.dcmread(sys.argv[1])
frames = d.pixel_array.reshape(-1, d.Rows, d.Columns)
out = {int(s.SegmentNumber): np.zeros((SLICES, ROWS, COLUMNS), np.uint8) for s in d.SegmentSequence}
shared = d.SharedFunctionalGroupsSequence[0]
for frame, group in zip(frames, d.PerFrameFunctionalGroupsSequence):
    plane = (group if "PlaneOrientationSequence" in group else shared).PlaneOrientationSequence[0]
    measures = (group if "PixelMeasuresSequence" in group else shared).PixelMeasuresSequence[0]
    assert [float(v) for v in plane.ImageOrientationPatient] == [1, 0, 0, 0, 1, 0] and [float(v) for v in measures.PixelSpacing] == [DY, DX]
    x, y, z = (np.array(group.PlanePositionSequence[0].ImagePositionPatient, float) - ORIGIN) / [DX, DY, DZ]
    column, row, slice_ = round(x), round(y), round(z)
    assert max(abs(x - column), abs(y - row), abs(z - slice_)) < 1e-6
    number = int(group.SegmentIdentificationSequence[0].ReferencedSegmentNumber)
    out[number][slice_, row : row + d.Rows, column : column + d.Columns] |= frame.astype(np.uint8)
print(json.dumps({
    "segments": [{"number": int(s.SegmentNumber), "label": s.SegmentLabel, "type": s.SegmentAlgorithmType, "algorithm": s.get("SegmentAlgorithmName")} for s in d.SegmentSequence],
    "label": d.get("ContentDescription") or d.get("SeriesDescription"),
    "voxels": {number: base64.b64encode(mask.tobytes()).decode() for number, mask in out.items()},
}))
