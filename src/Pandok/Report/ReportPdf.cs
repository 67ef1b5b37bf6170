namespace Pandok.Report;

/// <summary>The printed form of a report: A4, Korean or English, text that can be searched and copied.</summary>
internal static class ReportPdf
{
    public static byte[] Write(ReportSheet sheet) => throw new NotImplementedException();
}
