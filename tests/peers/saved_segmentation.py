"""Reads a segmentation that Pandok saved with pydicom alone and compares it, position by position, with the truth in patient space.

usage: saved_segmentation.py SEG FOLDER TRUTH...   (FOLDER: the archived images; TRUTH: voxels of segment 1, 2, ... as segmentations.py wrote them)
Prints what an outsider finds in the file as JSON.
"""
import json
import sys
from pathlib import Path

import numpy as np
import pydicom

COLUMNS, ROWS, SLICES = 96, 80, 24
STEP = np.array([1.25, 1.5, 3.0])
ORIGIN = np.array([-60.0, -55.5, 100.0])


def positions(path):
    """Position of each frame of an image, by frame number; one frame if it is a plain one."""
    d = pydicom.dcmread(path, stop_before_pixels=True)
    if "PerFrameFunctionalGroupsSequence" not in d:
        return d, {1: d.ImagePositionPatient}
    return d, {i + 1: g.PlanePositionSequence[0].ImagePositionPatient for i, g in enumerate(d.PerFrameFunctionalGroupsSequence)}


seg = pydicom.dcmread(sys.argv[1])
images = {}
for path in Path(sys.argv[2]).rglob("*.dcm"):
    d, places = positions(path)
    if d.Modality == "CT":
        images[d.SOPInstanceUID] = (d, places)
truths = [np.fromfile(path, np.uint8).reshape(SLICES, ROWS, COLUMNS) for path in sys.argv[3:]]
found = [np.zeros_like(truth) for truth in truths]
frames = np.unpackbits(np.frombuffer(seg.PixelData, np.uint8), bitorder="little")[: int(seg.NumberOfFrames) * seg.Rows * seg.Columns].reshape(-1, seg.Rows, seg.Columns)
shared = seg.SharedFunctionalGroupsSequence[0]
orientation, spacing = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float), np.array(shared.PixelMeasuresSequence[0].PixelSpacing, float)
named = {(s.SeriesInstanceUID, i.ReferencedSOPInstanceUID) for s in seg.ReferencedSeriesSequence for i in s.ReferencedInstanceSequence}
for pixels, group in zip(frames, seg.PerFrameFunctionalGroupsSequence):
    place = np.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
    source = group.DerivationImageSequence[0].SourceImageSequence[0]
    image, places = images[source.ReferencedSOPInstanceUID]
    assert image.SOPClassUID == source.ReferencedSOPClassUID
    assert (image.SeriesInstanceUID, image.SOPInstanceUID) in named
    assert ("ReferencedFrameNumber" in source) == (len(places) > 1)
    assert np.array_equal(place, np.array(places[int(source.get("ReferencedFrameNumber", 1))], float)), (place, places)
    assert image.FrameOfReferenceUID == seg.FrameOfReferenceUID
    rows, columns = np.nonzero(pixels)
    at = place + columns[:, None] * spacing[1] * orientation[:3] + rows[:, None] * spacing[0] * orientation[3:]
    x, y, z = np.rint((at - ORIGIN) / STEP).astype(int).T
    found[group.SegmentIdentificationSequence[0].ReferencedSegmentNumber - 1][z, y, x] = 1
for truth, mask in zip(truths, found):
    assert np.array_equal(truth, mask), (int(truth.sum()), int(mask.sum()))
print(json.dumps({
    "frames": len(frames),
    "segments": [[s.SegmentLabel, s.SegmentedPropertyTypeCodeSequence[0].CodeMeaning, s.SegmentAlgorithmType, s.get("SegmentAlgorithmName"), s.get("TrackingUID")] for s in seg.SegmentSequence],
    "description": seg.ContentDescription, "creator": str(seg.ContentCreatorName), "number": int(seg.InstanceNumber), "series": seg.SeriesInstanceUID, "date": seg.ContentDate, "study_date": seg.StudyDate,
    "related": [i.ReferencedSOPInstanceUID for i in seg.get("ReferencedImageSequence", [])],
    "marked": [seg.PatientIdentityRemoved, all(seg.get(k) == images[next(iter(images))][0].get(k) for k in ("PatientID", "PatientName", "StudyInstanceUID", "DeidentificationMethod"))],
}))
