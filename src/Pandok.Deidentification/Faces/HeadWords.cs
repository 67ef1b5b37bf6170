using System.Text.RegularExpressions;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Faces;

/// <summary>
/// Asks a header whether a face may be drawn from its pixels: SOP class (PS3.4 B.5), body part and anatomic region (PS3.3 C.7.6.1.1.1, PS3.16 L), and the words of descriptions, Korean
/// and English. What the series says counts more than what the study says. Fails closed: silence is no answer.
/// </summary>
public static partial class HeadWords
{
    private static readonly string[] Volumes = ["CTImageStorage", "MRImageStorage", "MRColorImageStorage", "PETImageStorage", "PositronEmissionTomographyImageStorage", "XRay3DCraniofacialImageStorage"];
    private static readonly Tag AnatomicRegion = new(0x00082218), CodeMeaning = new(0x00080104), CodeValue = new(0x00080100);
    private static readonly Tag SharedGroups = new(0x52009229), FrameAnatomy = new(0x00209071);
    private static readonly Tag[] OfSeries = [Tags.BodyPartExamined, Tags.SeriesDescription, new(0x00181030), new(0x00400254), new(0x00400007)];
    private static readonly Tag[] OfStudy = [Tags.StudyDescription, new(0x00321060), new(0x00180010)];

    /// <summary>The answer for one object.</summary>
    /// <param name="input">Its attributes before they are cleaned.</param>
    public static HeadField Of(DataSet input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var keyword = Dicom.Standard.Uids.Find(input.GetString(Tags.SOPClassUID) ?? string.Empty)?.Keyword ?? string.Empty;
        if (!input.Contains(Tags.Rows) || !Array.Exists(Volumes, end => keyword.EndsWith(end, StringComparison.Ordinal))) return HeadField.No;
        if (keyword.Contains("Craniofacial", StringComparison.Ordinal)) return HeadField.Yes;
        var series = Ask(string.Join(" | ", [.. Words(input, OfSeries), .. Regions(input)]));
        if (series == HeadField.Yes) return series;
        var study = Ask(string.Join(" | ", Words(input, OfStudy)));
        return series == HeadField.Unknown ? study : study == HeadField.Yes ? HeadField.Unknown : HeadField.No;
    }

    private static HeadField Ask(string words)
    {
        words = words.Replace('_', ' ').ToUpperInvariant();
        return Head().IsMatch(words) ? HeadField.Yes : Elsewhere().IsMatch(words) ? HeadField.No : HeadField.Unknown;
    }

    private static IEnumerable<string> Words(DataSet set, IEnumerable<Tag> tags) => tags.SelectMany(tag => set.GetStrings(tag));

    private static IEnumerable<string> Regions(DataSet set)
    {
        var places = set.GetItems(SharedGroups).SelectMany(group => group.GetItems(FrameAnatomy)).Append(set);
        return places.SelectMany(place => place.GetItems(AnatomicRegion)).SelectMany(code => Words(code, [CodeMeaning, CodeValue]));
    }

    // Codes at the end: SNOMED CT and SRT of head, brain, face, neck and whole body (PS3.16 CID 4031).
    [GeneratedRegex(@"\bHEAD|\bBRAIN|\bSKULL|\bCRANI|\bCEREBR|\bINTRACRAN|\bNEURO|\bFAC(E|IAL)|\bMAXILL|\bMANDIB|\bJAW|\bDENTAL|\bTEETH|\bORBIT|\bEYE|\bNOSE|\bNASAL|\bNASO|\bSINUS(ES)?\b|\bPNS\b|\bOMU\b|\bEARS?\b|\bIAC\b|\bTEMPORAL|\bTMJ|\bPITUIT|\bSELLA|\bSTROKE|\bNECK|\bC[- ]?SPINE|\bCERVICAL|\bCAROTID|\bTHYROID|\bLARYN|\bPHARYN|\bWHOLE ?BODY|\bTOTAL BODY|\bTRUNK AND HEAD|\bSKULL ?BASE|\bPOLYTRAUMA|\bVERTEX|두부|두경부|머리|뇌|두개|안면|얼굴|악골|턱|치아|치과|안와|안구|비강|비골|부비동|측두|내이|외이|뇌하수체|경부|경추|(?<![발손])목\b|갑상선|후두|인두|전신|\b(T-D1100|T-D1160|T-A0100|T-D1200|T-D1600|T-D0010|69536005|774007|12738006|89545001|45048000|38266002)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    [GeneratedRegex(@"\bCHEST|\bTHORA|\bLUNG|\bHEART|\bCARDI|\bCORONARY|\bAORTA|\bBREAST|\bABDOM|\bPELV|\bLIVER|\bHEPAT|\bKIDNEY|\bRENAL|\bURO|\bPANCREA|\bCOLON|\bBOWEL|\bPROSTATE|\bUTER|\b[TL]S?[- ]?SPINE|\bLUMBAR|\bSACR|\bHIP\b|\bTHIGH|\bKNEE|\bLEG\b|\bANKLE|\bFOOT|\bFEMUR|\bSHOULDER|\bARM\b|\bELBOW|\bWRIST|\bHAND\b|\bEXTREMIT|흉부|폐(?!쇄)|가슴|심장|관상동맥|대동맥|유방|복부|골반|\b간\b|신장|췌장|대장|전립선|자궁|흉추|요추|천추|고관절|대퇴|무릎|슬관절|\b하지\b|발목|족부|견관절|어깨|상지|팔꿈치|손목|\b(T-D3000|T-D4000|T-D6000|51185008|113345001|12921003)\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();
}
