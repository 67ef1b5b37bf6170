#!/usr/bin/python3
"""Files for the tests, made and read by pydicom.

  dicom_files.py make FOLDER COUNT ATTRIBUTES.json   a small CT series; the attributes win over the defaults
  dicom_files.py read FILE...                        a JSON array of data sets, keyword by keyword; the character set is told too
"""
import json
import os
import sys

import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid


def make(folder, count, path):
    with open(path, encoding="utf-8") as file:
        attributes = json.load(file)
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    for number in range(1, int(count) + 1):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
        meta.MediaStorageSOPInstanceUID = generate_uid()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        one = FileDataset(None, {}, file_meta=meta, preamble=bytes(128))
        one.is_little_endian, one.is_implicit_VR = True, False
        one.SpecificCharacterSet = "ISO_IR 192"
        one.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
        one.SOPClassUID, one.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        one.StudyDate = one.SeriesDate = one.AcquisitionDate = one.ContentDate = "20261120"
        one.StudyTime = one.SeriesTime = one.AcquisitionTime = one.ContentTime = "101500"
        one.AccessionNumber, one.Modality, one.Manufacturer, one.ReferringPhysicianName = "", "CT", "DEMO", ""
        one.PatientName, one.PatientID, one.PatientBirthDate, one.PatientSex = "DEMO^PATIENT", "DEMO-1", "19700131", "M"
        one.BodyPartExamined, one.SliceThickness, one.KVP, one.PatientPosition = "CHEST", "2", "120", "HFS"
        one.StudyInstanceUID, one.SeriesInstanceUID, one.FrameOfReferenceUID = study, series, frame
        one.StudyID, one.SeriesNumber, one.AcquisitionNumber, one.InstanceNumber, one.PositionReferenceIndicator = "1", "1", "1", str(number), ""
        one.ImagePositionPatient, one.ImageOrientationPatient, one.PixelSpacing = [0, 0, 2 * number], [1, 0, 0, 0, 1, 0], [1, 1]
        one.SamplesPerPixel, one.PhotometricInterpretation, one.Rows, one.Columns = 1, "MONOCHROME2", 16, 16
        one.BitsAllocated, one.BitsStored, one.HighBit, one.PixelRepresentation = 16, 12, 11, 0
        one.RescaleIntercept, one.RescaleSlope = "-1024", "1"
        one.PixelData = b"".join(((number * 7 + index) % 4096).to_bytes(2, "little") for index in range(256))
        for keyword, value in attributes.items():
            setattr(one, keyword, value)
        one.save_as(os.path.join(folder, f"{number:03}.dcm"), write_like_original=False)


def plain(dataset):
    values = {}
    for element in dataset:
        if element.VR == "SQ":
            values[element.keyword] = [plain(item) for item in element.value]
        elif element.keyword and element.keyword != "PixelData":
            values[element.keyword] = "" if element.value is None else "\\".join(map(str, element.value)) if element.VM > 1 else str(element.value)
    return values


def read(*paths):
    found = [plain(pydicom.dcmread(path, force=True)) for path in paths]
    print(json.dumps(found, ensure_ascii=False))


{"make": make, "read": read}[sys.argv[1]](*sys.argv[2:])
