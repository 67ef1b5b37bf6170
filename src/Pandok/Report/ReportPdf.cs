using Pandok.Report.Printing;
using SkiaSharp;

namespace Pandok.Report;

/// <summary>The printed form of a report: A4, Korean or English, text that can be searched and copied, the fonts cut down and embedded.</summary>
internal static class ReportPdf
{
    /// <exception cref="MissingFontException">No font with Hangul is installed.</exception>
    public static byte[] Write(ReportSheet sheet) => Write(sheet, FontShelf.Default);

    public static byte[] Write(ReportSheet sheet, FontShelf shelf)
    {
        var fonts = shelf.Regular.Concat(shelf.Strong).Distinct().ToDictionary(file => file, file => new DocumentFont(file));
        try
        {
            var regular = new Typesetter([.. shelf.Regular.Select(file => fonts[file])]);
            var strong = new Typesetter([.. shelf.Strong.Select(file => fonts[file])]);
            return Draw(sheet, new SheetLayout(sheet, regular, strong).Pages());
        }
        finally
        {
            foreach (var font in fonts.Values) font.Dispose();
        }
    }

    private static byte[] Draw(ReportSheet sheet, IReadOnlyList<IReadOnlyList<Action<SKCanvas>>> pages)
    {
        using var bytes = new MemoryStream();
        // The properties name the kind of document only: they are shown in windows, lists and search results.
        var about = new SKDocumentPdfMetadata { Title = new SheetWords(sheet.Language).Title, Producer = "Pandok", Creation = sheet.GeneratedAt.UtcDateTime, Modified = sheet.GeneratedAt.UtcDateTime, PdfA = true };
        using (var document = SKDocument.CreatePdf(bytes, about))
        {
            foreach (var page in pages)
            {
                var canvas = document.BeginPage(SheetLayout.PageWidth, SheetLayout.PageHeight);
                foreach (var draw in page) draw(canvas);
                document.EndPage();
            }
            document.Close();
        }
        return bytes.ToArray();
    }
}
