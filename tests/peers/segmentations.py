"""Writes an artificial CT of two balls, segmentations of it by pydicom alone, and the truth voxel by voxel.

usage: segmentations.py FOLDER
The lesion lies in the lung: as BINARY the two segments overlap, in a LABELMAP the lesion takes the place of the lung.
"""
import json
import sys
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

COLUMNS, ROWS, SLICES = 96, 80, 24
DX, DY, DZ = 1.25, 1.5, 3.0
ORIGIN = np.array([-60.0, -55.5, 100.0])
STUDY, SERIES, SPACE = "2.25.880001", "2.25.880002", "2.25.880003"
CT, SEG, LABELMAP = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7"


def ball(column, row, slice_, radius):
    z, y, x = np.indices((SLICES, ROWS, COLUMNS))
    return ((x - column) * DX) ** 2 + ((y - row) * DY) ** 2 + ((z - slice_) * DZ) ** 2 <= radius**2


BODY, LUNG, LESION = ball(47, 40, 12, 50), ball(60, 34, 10, 24), ball(66, 30, 8, 8)


def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def begin(sop_class, uid, series, number, modality):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID, meta.TransferSyntaxUID = sop_class, uid, ExplicitVRLittleEndian
    d = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    d.SOPClassUID, d.SOPInstanceUID, d.StudyInstanceUID, d.SeriesInstanceUID = sop_class, uid, STUDY, series
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = "DEMO^MASK", "M-0001", "19700101", "O"
    d.StudyDate, d.StudyTime, d.StudyID, d.AccessionNumber, d.ReferringPhysicianName = "20260304", "010203", "1", "", ""
    d.SeriesNumber, d.InstanceNumber, d.Modality, d.Manufacturer = number, 1, modality, "pydicom"
    d.FrameOfReferenceUID, d.PositionReferenceIndicator = SPACE, ""
    d.ManufacturerModelName, d.DeviceSerialNumber, d.SoftwareVersions = "peer", "1", "1"
    d.ContentDate, d.ContentTime = "20260304", "010203"
    d.SamplesPerPixel, d.PhotometricInterpretation, d.PixelRepresentation = 1, "MONOCHROME2", 0
    return d


def sop(z):
    return f"2.25.8810{z:02d}"


def write_images(folder):
    values = np.full(BODY.shape, -1000, np.int16)
    values[BODY], values[LUNG], values[LESION] = 40, -800, 100
    for z in range(SLICES):
        d = begin(CT, sop(z), SERIES, 1, "CT")
        d.ImageType, d.BodyPartExamined, d.KVP, d.AcquisitionNumber = ["ORIGINAL", "PRIMARY", "AXIAL"], "CHEST", "120", 1
        d.SliceThickness, d.PixelSpacing, d.ImageOrientationPatient = DZ, [DY, DX], [1, 0, 0, 0, 1, 0]
        d.ImagePositionPatient, d.InstanceNumber = list(map(float, ORIGIN + [0, 0, z * DZ])), SLICES - z
        d.Rows, d.Columns, d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = ROWS, COLUMNS, 16, 16, 15, 1
        d.RescaleSlope, d.RescaleIntercept, d.RescaleType, d.WindowCenter, d.WindowWidth = 1, 0, "HU", -400, 1600
        d.PixelData = values[z].tobytes()
        d.save_as(folder / f"ct-{z:02d}.dcm", write_like_original=False)


def segment(number, label, kind, lab, manual=False):
    s = Dataset()
    s.SegmentNumber, s.SegmentLabel, s.SegmentAlgorithmType = number, label, "MANUAL" if manual else "AUTOMATIC"
    if not manual:
        s.SegmentAlgorithmName = "peer-net"
    s.SegmentedPropertyCategoryCodeSequence = Sequence([code("123037004", "SCT", "Anatomical Structure")])
    s.SegmentedPropertyTypeCodeSequence = Sequence([kind])
    s.RecommendedDisplayCIELabValue = [round(lab[0] / 100 * 65535), round((lab[1] + 128) / 255 * 65535), round((lab[2] + 128) / 255 * 65535)]
    return s


def write_mask(folder, name, uid, number, masks, *, kind="BINARY", crop=None, flip=False, shift=(0, 0, 0), space=SPACE, turned=False):
    """masks: by segment number; crop: (first column, first row, columns, rows); flip: rows run upwards; shift in mm."""
    first_column, first_row, columns, rows = crop or (0, 0, COLUMNS, ROWS)
    d = begin(LABELMAP if kind == "LABELMAP" else SEG, f"2.25.8820{uid}", f"2.25.8830{uid}", 100 + number, "SEG")
    d.InstanceNumber, d.FrameOfReferenceUID, d.SeriesDescription = number, space, name
    d.ImageType, d.ContentLabel, d.ContentDescription, d.ContentCreatorName = ["DERIVED", "PRIMARY"], name.upper().replace("-", "_"), name, ""
    d.SegmentationType, d.LossyImageCompression = kind, "00"
    if kind == "FRACTIONAL":
        d.SegmentationFractionalType, d.MaximumFractionalValue = "PROBABILITY", 255
    organization, dimensions = Dataset(), []
    organization.DimensionOrganizationUID = f"2.25.8840{uid}"
    for pointer, within in ((0x0062000B, 0x0062000A), (0x00200032, 0x00209113)):
        dimension = Dataset()
        dimension.DimensionOrganizationUID, dimension.DimensionIndexPointer, dimension.FunctionalGroupPointer = f"2.25.8840{uid}", pointer, within
        dimensions.append(dimension)
    d.DimensionOrganizationSequence, d.DimensionIndexSequence = Sequence([organization]), Sequence(dimensions if kind != "LABELMAP" else dimensions[1:])
    d.SegmentSequence = Sequence([
        segment(1, "Left lung", code("39607008", "SCT", "Lung"), (70, 20, 60)),
        segment(2, "Nodule", code("27925004", "SCT", "Nodule"), (55, 70, 50), manual=True),
    ])
    series = Dataset()
    series.SeriesInstanceUID, series.ReferencedInstanceSequence = SERIES, Sequence([])
    shared = Dataset()
    plane, measures = Dataset(), Dataset()
    plane.ImageOrientationPatient = [1, 0, 0, 0, 0, -1] if turned else [1, 0, 0, 0, -1 if flip else 1, 0]
    measures.PixelSpacing, measures.SliceThickness, measures.SpacingBetweenSlices = [DY, DX], DZ, DZ
    shared.PlaneOrientationSequence, shared.PixelMeasuresSequence = Sequence([plane]), Sequence([measures])
    frames, groups = [], []
    wanted = [(None, z) for z in range(SLICES) if any(m[z].any() for m in masks.values())] if kind == "LABELMAP" else [
        (s, z) for s in masks for z in range(SLICES) if masks[s][z].any()]
    for s, z in reversed(wanted):
        if kind == "LABELMAP":
            pixels = np.zeros((ROWS, COLUMNS), np.uint8)
            for value, m in masks.items():
                pixels[m[z]] = value
        else:
            pixels = masks[s][z].astype(np.uint8)
        pixels = pixels[first_row : first_row + rows, first_column : first_column + columns]
        top = first_row + rows - 1 if flip else first_row
        frames.append(pixels[::-1] if flip else pixels)
        group, place, content, source = Dataset(), Dataset(), Dataset(), Dataset()
        place.ImagePositionPatient = list(map(float, ORIGIN + [first_column * DX, top * DY, z * DZ] + np.array(shift)))
        content.DimensionIndexValues = [z + 1] if s is None else [s, z + 1]
        group.PlanePositionSequence, group.FrameContentSequence = Sequence([place]), Sequence([content])
        if s is not None:
            group.SegmentIdentificationSequence = Sequence([Dataset()])
            group.SegmentIdentificationSequence[0].ReferencedSegmentNumber = s
        source.ReferencedSOPClassUID, source.ReferencedSOPInstanceUID = CT, sop(z)
        source.PurposeOfReferenceCodeSequence = Sequence([code("121322", "DCM", "Source image for image processing operation")])
        derivation = Dataset()
        derivation.SourceImageSequence, derivation.DerivationCodeSequence = Sequence([source]), Sequence([code("113076", "DCM", "Segmentation")])
        group.DerivationImageSequence = Sequence([derivation])
        groups.append(group)
        reference = Dataset()
        reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = CT, sop(z)
        if all(one.ReferencedSOPInstanceUID != sop(z) for one in series.ReferencedInstanceSequence):
            series.ReferencedInstanceSequence.append(reference)
    d.ReferencedSeriesSequence = Sequence([series])
    d.SharedFunctionalGroupsSequence, d.PerFrameFunctionalGroupsSequence = Sequence([shared]), Sequence(groups)
    d.Rows, d.Columns, d.NumberOfFrames = rows, columns, len(frames)
    bits = 1 if kind == "BINARY" else 8
    d.BitsAllocated, d.BitsStored, d.HighBit = bits, bits, bits - 1
    pixels = np.stack(frames)
    data = np.packbits(pixels.ravel(), bitorder="little").tobytes() if bits == 1 else (pixels * (255 if kind == "FRACTIONAL" else 1)).astype(np.uint8).tobytes()
    d.PixelData = data + b"\0" * (len(data) % 2)
    d["PixelData"].VR = "OB"
    d.save_as(folder / f"seg-{name}.dcm", write_like_original=False)


def main():
    folder = Path(sys.argv[1])
    write_images(folder)
    both = {1: LUNG, 2: LESION}
    box = (37, 12, 47, 45)
    write_mask(folder, "binary", 1, 1, both)
    write_mask(folder, "labelmap", 2, 2, {1: LUNG & ~LESION, 2: LESION}, kind="LABELMAP")
    write_mask(folder, "cropped", 3, 3, both, crop=box, flip=True)
    write_mask(folder, "half-a-pixel", 4, 4, both, shift=(DX / 2, 0, 0))
    write_mask(folder, "between", 5, 5, both, shift=(0, 0, 1.2))
    write_mask(folder, "elsewhere", 6, 6, both, space="2.25.880099")
    write_mask(folder, "turned", 7, 7, both, turned=True)
    write_mask(folder, "fractional", 8, 8, both, kind="FRACTIONAL")
    write_mask(folder, "beside", 9, 9, both, shift=(40 * DX, 0, 0))
    for name, mask in (("lung", LUNG), ("lesion", LESION)):
        (folder / f"truth-{name}.bin").write_bytes(mask.astype(np.uint8).tobytes())
    print(json.dumps({"lung": int(LUNG.sum()), "lesion": int(LESION.sum())}))


if __name__ == "__main__":
    main()
