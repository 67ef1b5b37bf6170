namespace Pandok.Dicom.Objects;

#pragma warning disable CS1591 // the meaning of each is its docstring
/// <summary>The codes that the builders and the analyzers write (PS3.16). One reviewed table: a test compares every row with the reference table of codes.</summary>
public static class Codes
{
    // TID 1500 and what it includes
    public static readonly Code ImagingMeasurementReport = new("126000", "DCM", "Imaging Measurement Report");
    public static readonly Code ImagingMeasurements = new("126010", "DCM", "Imaging Measurements");
    public static readonly Code MeasurementGroup = new("125007", "DCM", "Measurement Group");
    public static readonly Code ImageLibrary = new("111028", "DCM", "Image Library");
    public static readonly Code ImageLibraryGroup = new("126200", "DCM", "Image Library Group");
    public static readonly Code LanguageOfContent = new("121049", "DCM", "Language of Content Item and Descendants");
    public static readonly Code ProcedureReported = new("121058", "DCM", "Procedure reported");
    public static readonly Code TrackingIdentifier = new("112039", "DCM", "Tracking Identifier");
    public static readonly Code TrackingUniqueIdentifier = new("112040", "DCM", "Tracking Unique Identifier");
    public static readonly Code Finding = new("121071", "DCM", "Finding");
    public static readonly Code FindingCategory = new("276214006", "SCT", "Finding category");
    public static readonly Code FindingSite = new("363698007", "SCT", "Finding Site");
    public static readonly Code Laterality = new("272741003", "SCT", "Laterality");
    public static readonly Code MeasurementMethod = new("370129005", "SCT", "Measurement Method");
    public static readonly Code Derivation = new("121401", "DCM", "Derivation");
    public static readonly Code ReferencedSegment = new("121191", "DCM", "Referenced Segment");
    public static readonly Code ReferencedSegmentationFrame = new("121214", "DCM", "Referenced Segmentation Frame");
    public static readonly Code SourceImageForSegmentation = new("121233", "DCM", "Source image for segmentation");
    public static readonly Code SourceSeriesForSegmentation = new("121232", "DCM", "Source series for segmentation");
    public static readonly Code ImageRegion = new("111030", "DCM", "Image Region");
    public static readonly Code VolumeSurface = new("121231", "DCM", "Volume Surface");
    public static readonly Code SourceOfMeasurement = new("121112", "DCM", "Source of Measurement");
    public static readonly Code AlgorithmFamily = new("111000", "DCM", "Algorithm Family");
    public static readonly Code AlgorithmName = new("111001", "DCM", "Algorithm Name");
    public static readonly Code AlgorithmParameters = new("111002", "DCM", "Algorithm Parameters");
    public static readonly Code AlgorithmVersion = new("111003", "DCM", "Algorithm Version");

    // TID 1002: observers
    public static readonly Code ObserverType = new("121005", "DCM", "Observer Type");
    public static readonly Code Person = new("121006", "DCM", "Person");
    public static readonly Code Device = new("121007", "DCM", "Device");
    public static readonly Code PersonObserverName = new("121008", "DCM", "Person Observer Name");
    public static readonly Code PersonObserverOrganization = new("121009", "DCM", "Person Observer's Organization Name");
    public static readonly Code DeviceObserverUid = new("121012", "DCM", "Device Observer UID");
    public static readonly Code DeviceObserverName = new("121013", "DCM", "Device Observer Name");
    public static readonly Code DeviceObserverManufacturer = new("121014", "DCM", "Device Observer Manufacturer");
    public static readonly Code DeviceObserverModelName = new("121015", "DCM", "Device Observer Model Name");

    // Reports in text (TID 2000) and key objects (TID 2010)
    public static readonly Code RadiologyReport = new("18748-4", "LN", "Diagnostic Imaging Report");
    public static readonly Code History = new("121060", "DCM", "History");
    public static readonly Code Request = new("121062", "DCM", "Request");
    public static readonly Code PreviousFindings = new("121068", "DCM", "Previous Findings");
    public static readonly Code Findings = new("121070", "DCM", "Findings");
    public static readonly Code Impressions = new("121072", "DCM", "Impressions");
    public static readonly Code Impression = new("121073", "DCM", "Impression");
    public static readonly Code Conclusions = new("121076", "DCM", "Conclusions");
    public static readonly Code Conclusion = new("121077", "DCM", "Conclusion");
    public static readonly Code OfInterest = new("113000", "DCM", "Of Interest");
    public static readonly Code ForReferringProvider = new("113002", "DCM", "For Referring Provider");
    public static readonly Code KeyObjectDescription = new("113012", "DCM", "Key Object Description");

    // Quantities, units, methods
    public static readonly Code Volume = new("118565006", "SCT", "Volume");
    public static readonly Code Area = new("42798000", "SCT", "Area");
    public static readonly Code Length = new("410668003", "SCT", "Length");
    public static readonly Code LongAxis = new("103339001", "SCT", "Long axis");
    public static readonly Code ShortAxis = new("103340004", "SCT", "Short axis");
    public static readonly Code AttenuationCoefficient = new("112031", "DCM", "Attenuation Coefficient");
    public static readonly Code Mean = new("373098007", "SCT", "Mean");
    public static readonly Code StandardDeviation = new("386136009", "SCT", "Standard Deviation");
    public static readonly Code Minimum = new("255605001", "SCT", "Minimum");
    public static readonly Code Maximum = new("56851009", "SCT", "Maximum");
    public static readonly Code SumOfSegmentedVoxels = new("126030", "DCM", "Sum of segmented voxel method for volume");
    public static readonly Code Milliliter = new("ml", "UCUM", "Milliliter");
    public static readonly Code Millimeter = new("mm", "UCUM", "mm");
    public static readonly Code SquareMillimeter = new("mm2", "UCUM", "square millimeter");
    public static readonly Code Percent = new("%", "UCUM", "Percent");
    public static readonly Code HounsfieldUnit = new("[hnsf'U]", "UCUM", "Hounsfield unit");
    public static readonly Code NoUnits = new("1", "UCUM", "no units");
    public static readonly Code NotANumber = new("114000", "DCM", "Not a number");
    public static readonly Code MeasurementFailure = new("114006", "DCM", "Measurement failure");

    // Segments
    public static readonly Code AnatomicalStructure = new("91723000", "SCT", "Anatomical Structure");
    public static readonly Code MorphologicallyAbnormalStructure = new("49755003", "SCT", "Morphologically Abnormal Structure");
    public static readonly Code Lung = new("39607008", "SCT", "Lung");
    public static readonly Code AbnormalOpacity = new("112033", "DCM", "Abnormal opacity");
    public static readonly Code Right = new("24028007", "SCT", "Right");
    public static readonly Code Left = new("7771000", "SCT", "Left");
    public static readonly Code Segmentation = new("113076", "DCM", "Segmentation");
    public static readonly Code SourceImageForProcessing = new("121322", "DCM", "Source image for image processing operation");
    public static readonly Code ArtificialIntelligence = new("123110", "DCM", "Artificial Intelligence");

    // Our own scheme, where the standard has no code (docs/conformance/validation.md)
    public static readonly Code ImageProcessing = new("IMAGEPROC", "99PANDOK", "Image processing");
    public static readonly Code PercentOfLung = new("PCTLUNG", "99PANDOK", "Percent of lung");

    // Languages (RFC 5646)
    public static readonly Code English = new("en", "RFC5646", "English");
    public static readonly Code Korean = new("ko", "RFC5646", "Korean");
}
#pragma warning restore CS1591
