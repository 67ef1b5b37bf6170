using Pandok.Dicom.Data;

namespace Pandok.Worklist.Workitems;

/// <summary>The attributes of unified procedure steps that code names (PS3.3 C.30, PS3.4 CC.2.5).</summary>
internal static class UpsTags
{
    public const string PushSopClass = "1.2.840.10008.5.1.4.34.6.1", EventSopClass = "1.2.840.10008.5.1.4.34.6.4";

    public static readonly Tag AffectedSopClass = new(0x00000002), AffectedSopInstance = new(0x00001000), MessageId = new(0x00000110), EventTypeId = new(0x00001002);
    public static readonly Tag TransactionUid = new(0x00081195);
    public static readonly Tag State = new(0x00741000), ProgressInformation = new(0x00741002), Progress = new(0x00741004), ProgressDescription = new(0x00741006);
    public static readonly Tag Priority = new(0x00741200), WorklistLabel = new(0x00741202), Label = new(0x00741204), PerformedProcedure = new(0x00741216);
    public static readonly Tag RequestingAe = new(0x00741236), ReasonForCancellation = new(0x00741238);
    public static readonly Tag Start = new(0x00404005), Modified = new(0x00404010), WorkCode = new(0x00404018), InputInformation = new(0x00404021);
    public static readonly Tag StationName = new(0x00404025), StationClass = new(0x00404026), InputReadiness = new(0x00404041), OutputInformation = new(0x00404033);
    public static readonly Tag TypeOfInstances = new(0x0040E020), WadoRsRetrieval = new(0x0040E025);
}
