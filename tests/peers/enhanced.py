"""Writes the artificial CT of segmentations.py as one Enhanced CT image, its frames not in the order of their places, and the truth voxel by voxel.

usage: enhanced.py SEGMENTATIONS.PY FOLDER
"""
import subprocess
import sys
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

ENHANCED = "1.2.840.10008.5.1.4.1.1.2.1"
folder = Path(sys.argv[2])
subprocess.run([sys.executable, sys.argv[1], str(folder)], check=True, stdout=subprocess.DEVNULL)
slices = [pydicom.dcmread(path) for path in sorted(folder.glob("ct-*.dcm"))]
for path in folder.glob("*.dcm"):
    path.unlink()
slices = slices[1::2] + slices[::2]
d = slices[0]
d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = ENHANCED
d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = "2.25.881100"
groups = []
for i, one in enumerate(slices):
    group, place, content = Dataset(), Dataset(), Dataset()
    place.ImagePositionPatient = one.ImagePositionPatient
    content.StackID, content.InStackPositionNumber, content.DimensionIndexValues = "1", i + 1, [1, i + 1]
    group.PlanePositionSequence, group.FrameContentSequence = Sequence([place]), Sequence([content])
    groups.append(group)
shared, plane, measures, values = Dataset(), Dataset(), Dataset(), Dataset()
plane.ImageOrientationPatient = d.ImageOrientationPatient
measures.PixelSpacing, measures.SliceThickness = d.PixelSpacing, d.SliceThickness
values.RescaleSlope, values.RescaleIntercept, values.RescaleType = 1, 0, "HU"
shared.PlaneOrientationSequence, shared.PixelMeasuresSequence, shared.PixelValueTransformationSequence = Sequence([plane]), Sequence([measures]), Sequence([values])
d.SharedFunctionalGroupsSequence, d.PerFrameFunctionalGroupsSequence = Sequence([shared]), Sequence(groups)
d.NumberOfFrames, d.PixelData = len(slices), b"".join(one.PixelData for one in slices)
for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "SliceThickness", "RescaleSlope", "RescaleIntercept", "RescaleType"):
    delattr(d, keyword)
d.save_as(folder / "enhanced.dcm", write_like_original=False)
