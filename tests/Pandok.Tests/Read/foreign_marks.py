"""Writes, with pydicom, what another workstation could leave on an image: foreign_marks.py IMAGE FOLDER gives report.dcm, state.dcm and keys.dcm."""
import sys

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

image = pydicom.dcmread(sys.argv[1], stop_before_pixels=True)


def item(**values):
    made = Dataset()
    for name, value in values.items():
        setattr(made, name, value)
    return made


def code(value, scheme, meaning):
    return item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def node(relation, kind, concept, **values):
    made = item(RelationshipType=relation, ValueType=kind, **values)
    if concept:
        made.ConceptNameCodeSequence = Sequence([code(*concept)])
    return made


def reference():
    return item(ReferencedSOPClassUID=image.SOPClassUID, ReferencedSOPInstanceUID=image.SOPInstanceUID)


def image_node(relation):
    return node(relation, "IMAGE", None, ReferencedSOPSequence=Sequence([reference()]))


def write(path, sop_class, modality, made):
    for name in ("StudyInstanceUID", "PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID", "AccessionNumber", "ReferringPhysicianName"):
        if name in image:
            setattr(made, name, image[name].value)
    made.SpecificCharacterSet = "ISO_IR 192"
    made.SOPClassUID, made.SOPInstanceUID, made.SeriesInstanceUID = sop_class, generate_uid(), generate_uid()
    made.Modality, made.SeriesNumber, made.InstanceNumber, made.Manufacturer = modality, 900, 1, "Test peer"
    made.ContentDate, made.ContentTime = "20200102", "030405"
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID, made.file_meta.MediaStorageSOPClassUID, made.file_meta.MediaStorageSOPInstanceUID = ExplicitVRLittleEndian, sop_class, made.SOPInstanceUID
    made.is_little_endian, made.is_implicit_VR = True, False
    made.save_as(path, write_like_original=False)


def tree(title, template, children):
    made = node("CONTAINS", "CONTAINER", title, ContinuityOfContent="SEPARATE", ContentSequence=Sequence(children))
    made.ContentTemplateSequence = Sequence([item(MappingResource="DCMR", TemplateIdentifier=template)])
    del made.RelationshipType
    made.CompletionFlag, made.VerificationFlag = "COMPLETE", "UNVERIFIED"
    series = item(SeriesInstanceUID=image.SeriesInstanceUID, ReferencedSOPSequence=Sequence([reference()]))
    made.CurrentRequestedProcedureEvidenceSequence = Sequence([item(StudyInstanceUID=image.StudyInstanceUID, ReferencedSeriesSequence=Sequence([series]))])
    made.PerformedProcedureCodeSequence = Sequence([])
    made.ReferencedPerformedProcedureStepSequence = Sequence([])
    return made


def group(words, number, shape, points):
    measured = node("CONTAINS", "NUM", ("410668003", "SCT", "Length"))
    measured.MeasuredValueSequence = Sequence([item(NumericValue=number, MeasurementUnitsCodeSequence=Sequence([code("mm", "UCUM", "mm")]))])
    drawn = node("CONTAINS", "SCOORD", ("111030", "DCM", "Image Region"), GraphicType=shape, GraphicData=points, ContentSequence=Sequence([image_node("SELECTED FROM")]))
    return node("CONTAINS", "CONTAINER", ("125007", "DCM", "Measurement Group"), ContinuityOfContent="SEPARATE", ContentSequence=Sequence([
        node("HAS OBS CONTEXT", "TEXT", ("112039", "DCM", "Tracking Identifier"), TextValue=words),
        node("HAS OBS CONTEXT", "UIDREF", ("112040", "DCM", "Tracking Unique Identifier"), UID=generate_uid()),
        node("CONTAINS", "CODE", ("121071", "DCM", "Finding"), ConceptCodeSequence=Sequence([code("27925004", "SCT", "Nodule")])),
        drawn, measured]))


measurements = node("CONTAINS", "CONTAINER", ("126010", "DCM", "Imaging Measurements"), ContinuityOfContent="SEPARATE", ContentSequence=Sequence([
    group("Nodule 1", "12.5", "POLYLINE", [100.0, 120.0, 118.0, 120.0]),
    group("Nodule 2", "20", "ELLIPSE", [200.0, 210.0, 240.0, 210.0, 220.0, 200.0, 220.0, 220.0])]))
write(sys.argv[2] + "/report.dcm", "1.2.840.10008.5.1.4.1.1.88.33", "SR", tree(("126000", "DCM", "Imaging Measurement Report"), "1500", [measurements]))
write(sys.argv[2] + "/keys.dcm", "1.2.840.10008.5.1.4.1.1.88.59", "KO", tree(("113000", "DCM", "Of Interest"), "2010", [image_node("CONTAINS")]))

line = item(GraphicAnnotationUnits="PIXEL", GraphicDimensions=2, NumberOfGraphicPoints=2, GraphicData=[10.0, 20.0, 30.0, 40.0], GraphicType="POLYLINE", GraphicFilled="N")
text = item(UnformattedTextValue="Nodule", AnchorPointAnnotationUnits="PIXEL", AnchorPoint=[50.0, 60.0], AnchorPointVisibility="N")
display = item(GraphicAnnotationUnits="DISPLAY", GraphicDimensions=2, NumberOfGraphicPoints=1, GraphicData=[0.5, 0.5], GraphicType="POINT")
state = item(ContentLabel="MARKED", ContentDescription="", ContentCreatorName="", PresentationCreationDate="20200102", PresentationCreationTime="030405", PresentationLUTShape="IDENTITY")
state.ReferencedSeriesSequence = Sequence([item(SeriesInstanceUID=image.SeriesInstanceUID, ReferencedImageSequence=Sequence([reference()]))])
state.DisplayedAreaSelectionSequence = Sequence([item(DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[512, 512], PresentationSizeMode="SCALE TO FIT", PresentationPixelAspectRatio=["1", "1"])])
state.GraphicLayerSequence = Sequence([item(GraphicLayer="MARKS", GraphicLayerOrder=1)])
state.GraphicAnnotationSequence = Sequence([item(GraphicLayer="MARKS", GraphicObjectSequence=Sequence([line, display]), TextObjectSequence=Sequence([text]))])
write(sys.argv[2] + "/state.dcm", "1.2.840.10008.5.1.4.1.1.11.1", "PR", state)
