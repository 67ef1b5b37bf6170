using SkiaSharp;

namespace Pandok.Report.Printing;

/// <summary>Lays a report out on A4: header, patient and study, the signed versions in order, a footer on every page.</summary>
internal sealed class SheetLayout(ReportSheet sheet, Typesetter regular, Typesetter strong)
{
    public const float PageWidth = 595.28f, PageHeight = 841.89f;
    private const float Margin = 54, Body = 10.5f, Label = 8, LineHeight = 16.5f, FooterTop = PageHeight - 50;

    private readonly SheetWords words = new(sheet.Language);
    private readonly SheetClock clock = new(sheet.TimeZone);

    private string Person => sheet.Patient.Name is null ? sheet.Patient.Pseudonym : PrintedName.Of(sheet.Patient.Name, words.Korean);

    public IReadOnlyList<IReadOnlyList<Action<SKCanvas>>> Pages()
    {
        var flow = new Flow(Margin, PageWidth - 2 * Margin, FooterTop - 12, StartPage);
        flow.Need(0);
        Blocks(flow);
        var addendum = 0;
        foreach (var version in sheet.Versions)
            Version(flow, version, version.Kind == SheetVersionKind.Addendum ? ++addendum : 0);
        Pictures(flow);
        for (var i = 0; i < flow.Pages.Count; i++) Footer(flow.Pages[i], i + 1, flow.Pages.Count);
        return flow.Pages;
    }

    private float StartPage(List<Action<SKCanvas>> page, int number)
    {
        var right = PageWidth - Margin;
        if (number == 1)
        {
            page.Add(canvas => SheetInk.DrawMark(canvas, Margin, 42, 24));
            Text(page, strong, "Pandok", 12, Margin + 32, 58.5f, SheetInk.Text);
            TextRight(page, strong, sheet.SiteName, 11, right, 58.5f, SheetInk.Second);
            page.Add(canvas => Flow.DrawRule(canvas, Margin, 80, right - Margin));
            Text(page, strong, words.Title, 22, Margin, 118, SheetInk.Text);
            Status(page, right, 118);
            return 142;
        }
        page.Add(canvas => SheetInk.DrawMark(canvas, Margin, 36, 14));
        Text(page, strong, words.Title, 9, Margin + 21, 46.3f, SheetInk.Text);
        TextRight(page, regular, Joined(" · ", Person, sheet.Patient.Name is null ? "" : sheet.Patient.Id, SheetWords.Date(sheet.Study.Date)), 9, right, 46.3f, SheetInk.Second);
        page.Add(canvas => Flow.DrawRule(canvas, Margin, 60, right - Margin));
        return 76;
    }

    private void Status(List<Action<SKCanvas>> page, float right, float baseline)
    {
        if (sheet.Versions.Count == 0) return;
        var addenda = sheet.Versions.Count(version => version.Kind == SheetVersionKind.Addendum);
        var final = sheet.Versions.Any(version => version.Kind == SheetVersionKind.Final);
        var said = strong.Shape(final ? Joined(" · ", words.Version(SheetVersionKind.Final, 0), addenda > 0 ? words.Version(SheetVersionKind.Addendum, addenda) : "") : words.NotFinal, 9.5f);
        var colour = final ? SheetInk.Done : SheetInk.Due;
        page.Add(canvas =>
        {
            using var edge = new SKPaint { Color = colour, Style = SKPaintStyle.Stroke, StrokeWidth = 0.9f, IsAntialias = true };
            canvas.DrawRoundRect(right - said.Width - 20, baseline - 15.5f, said.Width + 20, 20, 10, 10, edge);
            said.Draw(canvas, right - said.Width - 10, baseline - 2.1f, colour);
        });
    }

    private void Blocks(Flow flow)
    {
        var (patient, study) = (sheet.Patient, sheet.Study);
        Grid(flow, true, (patient.Name is null ? words.Pseudonym : words.PatientName, Person, 2),
            (words.SexAndAge, Joined(" · ", words.Sex(patient.Sex), words.Age(patient.Age)), 1), (words.BirthDate, SheetWords.Date(patient.BirthDate), 1));
        if (patient.Name is not null) Grid(flow, false, (words.PatientId, patient.Id ?? "", 2), (words.Pseudonym, patient.Pseudonym, 2));
        flow.Space(2);
        flow.Rule();
        flow.Space(10);
        Grid(flow, true, (words.Study, Joined(" · ", study.Modality, study.BodyPart, study.Description), 2), (words.StudyDate, Joined(" ", SheetWords.Date(study.Date), SheetWords.Time(study.Time)), 1), (words.Accession, study.Accession ?? "", 1));
        Grid(flow, false, (words.Referrer, PrintedName.Of(study.ReferringPhysician, words.Korean), 2), (words.Extent, words.Images(study), 2));
        flow.Space(2);
        flow.Rule();
    }

    /// <summary>One row of label and value cells on a four-column grid; empty values leave their cell out. The first cell of a leading row is strong.</summary>
    private void Grid(Flow flow, bool leading, params (string Label, string Value, int Span)[] cells)
    {
        if (cells.All(cell => cell.Value.Length == 0)) return;
        var column = flow.Width / 4;
        var (at, height) = (0, 0f);
        foreach (var (label, value, span) in cells)
        {
            if (value.Length > 0)
            {
                var x = flow.Left + at * column;
                var (heading, lines) = (regular.Shape(label, Label), (leading && at == 0 ? strong : regular).Break(value, Body, span * column - 12));
                flow.Put((canvas, y) =>
                {
                    heading.Draw(canvas, x, y + 8, SheetInk.Third);
                    for (var i = 0; i < lines.Count; i++) lines[i].Draw(canvas, x, y + 23 + i * 14, SheetInk.Text);
                });
                height = Math.Max(height, 23 + lines.Count * 14 - 2);
            }
            at += span;
        }
        flow.Space(height);
    }

    private void Version(Flow flow, SheetVersion version, int addendum)
    {
        flow.Need(90);
        flow.Space(20);
        if (addendum > 0 || sheet.Versions.Count > 1)
        {
            var heading = strong.Shape(words.Version(version.Kind, addendum), 13);
            flow.Put((canvas, y) => heading.Draw(canvas, flow.Left, y + 11, SheetInk.Accent));
            flow.Space(26);
        }
        foreach (var section in version.Sections.Where(section => !string.IsNullOrWhiteSpace(section.Text))) Section(flow, section);
        Signature(flow, version);
    }

    private void Section(Flow flow, SheetSection section)
    {
        var label = words.Section(section.Key);
        flow.Need(18 + 2 * LineHeight);
        if (label.Length > 0)
        {
            var heading = strong.Shape(label, 9);
            flow.Put((canvas, y) => heading.Draw(canvas, flow.Left, y + 9, SheetInk.Third));
            flow.Space(16);
        }
        var setter = section.Key == "impression" ? strong : regular;
        foreach (var paragraph in section.Text.ReplaceLineEndings("\n").Trim('\n').Split('\n')) Paragraph(flow, setter, paragraph.TrimEnd());
        flow.Space(12);
    }

    private static void Paragraph(Flow flow, Typesetter setter, string text)
    {
        if (text.Length == 0)
        {
            flow.Space(LineHeight / 2);
            return;
        }
        // A line that starts like a list hangs its further lines under its text.
        var mark = ListMark(text);
        var indent = mark.Length == 0 ? 0 : setter.Shape(mark, Body).Width;
        if (mark.Length > 0)
        {
            flow.Need(LineHeight);
            var shaped = setter.Shape(mark, Body);
            var lines = setter.Break(text[mark.Length..], Body, flow.Width - indent);
            flow.Need(Math.Min(lines.Count, 2) * LineHeight);
            flow.Put((canvas, y) => shaped.Draw(canvas, flow.Left, y + LineHeight * 0.5f + Body * 0.36f, SheetInk.Text));
            flow.Lines(lines, indent, LineHeight, SheetInk.Text);
        }
        else flow.Lines(setter.Break(text, Body, flow.Width), 0, LineHeight, SheetInk.Text);
    }

    private static string ListMark(string text)
    {
        var start = text.Length - text.TrimStart().Length;
        var end = start;
        if (end < text.Length && text[end] is '-' or '•' or '*' or '·') end++;
        else
        {
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end == start || end >= text.Length || text[end] is not ('.' or ')')) return text[..start];
            end++;
        }
        return end < text.Length && text[end] == ' ' ? text[..(end + 1)] : text[..start];
    }

    private void Signature(Flow flow, SheetVersion version)
    {
        flow.Need(22);
        var (label, name, time) = (regular.Shape(words.SignedBy, 9), strong.Shape(version.SignedBy, Body), regular.Shape(clock.Write(version.SignedAt), 9));
        flow.Put((canvas, y) =>
        {
            label.Draw(canvas, flow.Left, y + 13, SheetInk.Third);
            name.Draw(canvas, flow.Left + label.Width + 8, y + 13, SheetInk.Text);
            time.Draw(canvas, flow.Left + flow.Width - time.Width, y + 13, SheetInk.Second);
        });
        flow.Space(24);
        flow.Rule();
    }

    private void Pictures(Flow flow)
    {
        if (sheet.Pictures.Count == 0) return;
        flow.Need(320);
        flow.Space(20);
        var heading = strong.Shape(words.KeyImages, 13);
        flow.Put((canvas, y) => heading.Draw(canvas, flow.Left, y + 11, SheetInk.Accent));
        flow.Space(26);
        new PictureRows(regular, words).Put(flow, sheet.Pictures);
    }

    private void Footer(List<Action<SKCanvas>> page, int number, int of)
    {
        page.Add(canvas => Flow.DrawRule(canvas, Margin, FooterTop, PageWidth - 2 * Margin));
        Text(page, regular, $"{words.StudyReference}  {sheet.Study.Uid}", 7.5f, Margin, FooterTop + 14, SheetInk.Third);
        Text(page, regular, $"{words.GeneratedAt}  {clock.Write(sheet.GeneratedAt)}", 7.5f, Margin, FooterTop + 25, SheetInk.Third);
        TextRight(page, regular, words.Page(number, of), 8.5f, PageWidth - Margin, FooterTop + 14, SheetInk.Second);
    }

    private static void Text(List<Action<SKCanvas>> page, Typesetter setter, string text, float size, float x, float baseline, SKColor colour)
    {
        var shaped = setter.Shape(text, size);
        page.Add(canvas => shaped.Draw(canvas, x, baseline, colour));
    }

    private static void TextRight(List<Action<SKCanvas>> page, Typesetter setter, string text, float size, float right, float baseline, SKColor colour)
    {
        var shaped = setter.Shape(text, size);
        page.Add(canvas => shaped.Draw(canvas, right - shaped.Width, baseline, colour));
    }

    private static string Joined(string between, params string?[] parts) => string.Join(between, parts.Where(part => !string.IsNullOrWhiteSpace(part)));
}
