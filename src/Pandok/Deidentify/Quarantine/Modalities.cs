namespace Pandok.Deidentify.Quarantine;

/// <summary>Defined terms of Modality (PS3.3 C.7.3.1.1.1) that are shown of a held instance; anything else in that attribute is not trusted.</summary>
internal static class Modalities
{
    private static readonly HashSet<string> Defined = new(StringComparer.Ordinal)
    {
        "AR", "ASMT", "AU", "BDUS", "BI", "BMD", "CR", "CT", "CTPROTOCOL", "DMS", "DG", "DOC", "DX", "ECG", "EEG", "EMG", "EOG", "EPS", "ES", "FID", "GM", "HC", "HD", "IO", "IOL", "IVOCT", "IVUS", "KER", "KO",
        "LEN", "LS", "MG", "MR", "M3D", "NM", "OAM", "OCT", "OP", "OPM", "OPT", "OPTBSV", "OPTENF", "OPV", "OSS", "OT", "PA", "PLAN", "POS", "PR", "PT", "PX", "REG", "RESP", "RF", "RG", "RTDOSE", "RTIMAGE",
        "RTPLAN", "RTRECORD", "RTSTRUCT", "RWV", "SC", "SEG", "SM", "SMR", "SR", "SRF", "STAIN", "TEXTUREMAP", "TG", "US", "VA", "XA", "XC",
    };

    public static string Of(string? stated) => stated is not null && Defined.Contains(stated) ? stated : "OT";
}
