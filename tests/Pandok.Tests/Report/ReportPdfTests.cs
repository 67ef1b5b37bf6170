using System.Text;
using Pandok.Report;
using Pandok.Report.Printing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Pandok.Tests.Report;

public sealed class ReportPdfTests
{
    private static readonly DateTimeOffset Signed = new(2026, 3, 9, 5, 42, 0, TimeSpan.Zero);
    private static readonly SheetPatient Gildong = new("DEMO-7K2M9PQ4XW1A3", "Hong^Gildong=洪^吉洞=홍^길동", "DEMO-0001", "19640518", "M", "061Y");
    private static readonly SheetStudy Chest = new("2.25.329800735698586629295641978511506172918", "CT", "CHEST", "Chest CT with contrast", "20260309", "131545.12", "A-20260309-01", "DEMO^REFERRER", 4, 248);

    private const string FindingsKo = "우상엽에 약 3.5 × 2.1 cm 크기의 경화(consolidation)가 있으며 주변에 간유리음영을 동반하고 있음.\n- 양측 하엽에 다발성 간유리음영, 주로 흉막하 분포. 우측이 좌측보다 심하며 이전 검사에 비해 범위가 증가하였음.\n- 종격동 림프절: 짧은 지름 1 cm 이상의 림프절 없음.\n- 흉수 없음.\n\n심장 크기는 정상 범위이며 대동맥벽에 석회화가 있음.";
    private const string ImpressionKo = "1. 양측 폐의 다발성 간유리음영과 우상엽 경화: 감염성 폐렴 가능성이 높음.\n2. 임상 소견과 함께 2주 후 추적 CT 권고.";
    private const string FindingsEn = "Consolidation of about 3.5 × 2.1 cm in the right upper lobe with surrounding ground-glass opacity.\n- Multifocal ground-glass opacities in both lower lobes, mostly subpleural, right more than left, larger than on the prior study.\n- No mediastinal lymph node with a short axis above 1 cm.\n- No pleural effusion.\n\nHeart size within normal limits. Calcified aortic wall.";
    private const string ImpressionEn = "1. Multifocal ground-glass opacities and a right upper lobe consolidation: infectious pneumonia is likely.\n2. Follow-up CT in two weeks, together with the clinical findings.";

    internal static ReportSheet Korean(int paragraphs = 1, bool addendum = true) => new("ko", "Asia/Seoul", Signed.AddMinutes(3), "가상 시험 병원", Gildong, Chest,
        [
            new(SheetVersionKind.Final, "시험 판독의", Signed, [new("indication", "발열과 기침 5일. 폐렴 의심."), new("comparison", "2026-02-20 흉부 CT"), new("findings", string.Join("\n\n", Enumerable.Repeat(FindingsKo, paragraphs))), new("impression", ImpressionKo)]),
            .. addendum ? new SheetVersion[] { new(SheetVersionKind.Addendum, "시험 판독의", Signed.AddHours(20), [new("text", "이전 검사(2026-02-20)와 다시 비교함. 좌하엽 결절의 크기 변화 없음.")]) } : [],
        ]);

    internal static ReportSheet English(int paragraphs = 1) => new("en", "Europe/Berlin", Signed.AddMinutes(3), "Demo Test Hospital", Gildong, Chest,
        [new(SheetVersionKind.Final, "Reader One, MD", Signed, [new("indication", "Fever and cough for five days. Pneumonia?"), new("comparison", "Chest CT of 2026-02-20"), new("findings", string.Join("\n\n", Enumerable.Repeat(FindingsEn, paragraphs))), new("impression", ImpressionEn)])]);

    [Fact]
    public void A_Korean_report_can_be_searched_and_copied()
    {
        var text = TextOf(ReportPdf.Write(Korean()));
        foreach (var said in new[] { "판독 결과지", "가상 시험 병원", "홍길동 (Hong, Gildong)", "DEMO-0001", "1964-05-18", "남 · 61세", "2026-03-09 13:15", "최종 판독", "추가 판독 1", "3.5 × 2.1 cm", "경화(consolidation)가", "시험 판독의", "2026-03-09 14:42 (Asia/Seoul, UTC+09:00)", "1 / 1 쪽", Chest.Uid })
            Assert.Contains(said, text);
    }

    [Fact]
    public void An_English_report_prints_times_in_its_own_zone()
    {
        var text = TextOf(ReportPdf.Write(English()));
        foreach (var said in new[] { "Radiology report", "Hong, Gildong (홍길동)", "Male · 61 y", "Page 1 of 1", "2026-03-09 06:42 (Europe/Berlin, UTC+01:00)", "4 series · 248 images", "DEMO, REFERRER", "Findings" })
            Assert.Contains(said, text);
    }

    [Fact]
    public void A_long_report_flows_over_pages_and_loses_no_line()
    {
        var sheet = Korean(paragraphs: 9);
        var pdf = ReportPdf.Write(sheet);
        using var document = PdfDocument.Open(pdf);
        Assert.InRange(document.NumberOfPages, 3, 4);
        var text = TextOf(pdf);
        Assert.Equal(9, text.Split("석회화가 있음").Length - 1);
        Assert.Contains($"{document.NumberOfPages} / {document.NumberOfPages} 쪽", text);
        foreach (var page in document.GetPages()) Assert.Contains("홍길동", ContentOrderTextExtractor.GetText(page));
    }

    [Fact]
    public void No_line_leaves_the_page_even_without_a_space_to_break_at()
    {
        var endless = string.Concat(Enumerable.Repeat("가나다라마바사아자차카타파하", 40));
        using var document = PdfDocument.Open(ReportPdf.Write(English() with { Versions = [new(SheetVersionKind.Final, "Reader One", Signed, [new("findings", endless + "\n" + new string('W', 400))])] }));
        foreach (var letter in document.GetPages().SelectMany(page => page.Letters))
            Assert.InRange(letter.BoundingBox.Right, 53, 595.28 - 53);
        Assert.Equal(endless, string.Concat(document.GetPages().SelectMany(page => page.Letters).Select(letter => letter.Value).Where(letter => "가나다라마바사아자차카타파하".Contains(letter))));
    }

    [Fact]
    public void The_fonts_are_cut_down_and_embedded()
    {
        Assert.InRange(ReportPdf.Write(Korean()).Length, 5_000, 200_000);
        Assert.InRange(ReportPdf.Write(Korean(paragraphs: 30)).Length, 5_000, 200_000);
    }

    [Fact]
    public void A_pseudonymous_sheet_shows_the_pseudonym_and_no_empty_name()
    {
        var text = TextOf(ReportPdf.Write(Korean() with { Patient = new("DEMO-7K2M9PQ4XW1A3", Sex: "M", Age: "061Y") }));
        Assert.Contains("DEMO-7K2M9PQ4XW1A3", text);
        Assert.DoesNotContain("홍길동", text);
        Assert.DoesNotContain("환자 이름", text);
    }

    [Fact]
    public void The_properties_of_the_file_name_nobody()
    {
        using var document = PdfDocument.Open(ReportPdf.Write(Korean()));
        Assert.Equal("판독 결과지", document.Information.Title);
        Assert.True(string.IsNullOrEmpty(document.Information.Author) && string.IsNullOrEmpty(document.Information.Subject) && string.IsNullOrEmpty(document.Information.Keywords));
        Assert.True(document.TryGetXmpMetadata(out var xmp));
        var properties = Encoding.UTF8.GetString(xmp.GetXmlBytes().ToArray());
        foreach (var word in new[] { "홍", "Hong", "DEMO" }) Assert.DoesNotContain(word, properties);
    }

    [Fact]
    public void A_preliminary_report_says_so()
    {
        var sheet = English() with { Versions = [new(SheetVersionKind.Preliminary, "Reader One", Signed, [new("impression", "Suspected bleeding.")])] };
        Assert.Contains("Preliminary result, not yet final", TextOf(ReportPdf.Write(sheet)));
    }

    [Fact]
    public void Decomposed_Hangul_is_composed_and_a_character_without_a_shape_is_named()
    {
        var sheet = English() with { Versions = [new(SheetVersionKind.Final, "Reader One", Signed, [new("findings", "폐렴".Normalize(NormalizationForm.FormD) + " \U0001F9EA end\ud83e")])] };
        var text = TextOf(ReportPdf.Write(sheet));
        Assert.Contains("폐렴", text);
        Assert.Contains("[U+1F9EA] end", text);
    }

    [Fact]
    public void Without_a_font_the_fault_names_the_package()
    {
        var folder = Directory.CreateTempSubdirectory();
        var fault = Assert.Throws<MissingFontException>(() => FontShelf.Load([folder.FullName]));
        Assert.Contains("fonts-nanum", fault.Message);
        folder.Delete();
    }

    [Fact]
    public void The_system_font_alone_prints_Korean_too()
    {
        Assert.SkipUnless(File.Exists("/usr/share/fonts/truetype/nanum/NanumGothic.ttf"), "fonts-nanum is not installed");
        var text = TextOf(ReportPdf.Write(Korean(), FontShelf.Load(["/usr/share/fonts/truetype/nanum"])));
        Assert.Contains("홍길동 (Hong, Gildong)", text);
        Assert.Contains("경화(consolidation)가", text);
    }

    [Theory]
    [InlineData("Hong^Gildong=洪^吉洞=홍^길동", "홍길동 (Hong, Gildong)", "Hong, Gildong (홍길동)")]
    [InlineData("DEMO^PATIENT", "DEMO, PATIENT", "DEMO, PATIENT")]
    [InlineData("홍^길동", "홍길동", "홍길동")]
    [InlineData("=洪^吉洞", "洪吉洞", "洪吉洞")]
    [InlineData("홍길동", "홍길동", "홍길동")]
    [InlineData(null, "", "")]
    public void A_name_is_written_as_people_write_it(string? name, string korean, string english)
    {
        Assert.Equal(korean, PrintedName.Of(name, korean: true));
        Assert.Equal(english, PrintedName.Of(name, korean: false));
    }

    private static string TextOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Join('\n', document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page)));
    }
}
