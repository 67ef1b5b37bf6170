namespace Pandok.Report.Printing;

/// <summary>The words of the printed report, in Korean or English, and how it writes dates, sexes and ages.</summary>
internal sealed class SheetWords(string language)
{
    private readonly bool korean = language == "ko";

    public bool Korean => korean;
    public string Title => korean ? "판독 결과지" : "Radiology report";
    public string PatientName => korean ? "환자 이름" : "Patient";
    public string Pseudonym => korean ? "가명" : "Pseudonym";
    public string PatientId => korean ? "환자 번호" : "Patient ID";
    public string BirthDate => korean ? "생년월일" : "Date of birth";
    public string SexAndAge => korean ? "성별 · 나이" : "Sex · age";
    public string Study => korean ? "검사" : "Study";
    public string StudyDate => korean ? "검사 일시" : "Study date";
    public string Accession => korean ? "검사 번호" : "Accession";
    public string Referrer => korean ? "의뢰의" : "Referred by";
    public string Extent => korean ? "영상" : "Images";
    public string SignedBy => korean ? "판독의" : "Signed by";
    public string StudyReference => korean ? "검사 참조" : "Study reference";
    public string GeneratedAt => korean ? "생성" : "Generated at";
    public string KeyImages => korean ? "주요 영상" : "Key images";
    public string NoPicture => korean ? "이 영상은 더 이상 표시할 수 없습니다" : "This image can no longer be shown";
    public string NotFinal => korean ? "최종 판독 전의 예비 결과입니다" : "Preliminary result, not yet final";

    public string Page(int number, int of) => korean ? $"{number} / {of} 쪽" : $"Page {number} of {of}";

    public string Images(SheetStudy study) => (korean, study.SeriesCount, study.InstanceCount) switch
    {
        (_, 0, 0) => "",
        (true, var series, var images) => $"시리즈 {series} · 영상 {images}",
        (false, var series, var images) => $"{series} series · {images} images",
    };

    public string Version(SheetVersionKind kind, int addendum) => (kind, korean) switch
    {
        (SheetVersionKind.Preliminary, true) => "예비 판독",
        (SheetVersionKind.Preliminary, false) => "Preliminary",
        (SheetVersionKind.Final, true) => "최종 판독",
        (SheetVersionKind.Final, false) => "Final",
        (_, true) => $"추가 판독 {addendum}",
        (_, false) => $"Addendum {addendum}",
    };

    public string Section(string key) => (key, korean) switch
    {
        ("indication", true) => "임상 정보",
        ("indication", false) => "Indication",
        ("technique", true) => "검사 방법",
        ("technique", false) => "Technique",
        ("comparison", true) => "비교 검사",
        ("comparison", false) => "Comparison",
        ("findings", true) => "소견",
        ("findings", false) => "Findings",
        ("impression", true) => "결론",
        ("impression", false) => "Impression",
        ("text", _) => "",
        _ => key,
    };

    public string Sex(string? sex) => (sex?.Trim().ToUpperInvariant(), korean) switch
    {
        ("M", true) => "남",
        ("M", false) => "Male",
        ("F", true) => "여",
        ("F", false) => "Female",
        ("O", true) => "기타",
        ("O", false) => "Other",
        _ => "",
    };

    /// <summary>PS3.5 6.2, AS: three digits and D, W, M or Y.</summary>
    public string Age(string? age)
    {
        if (age is not { Length: 4 } || !int.TryParse(age.AsSpan(0, 3), out var number)) return age?.Trim() ?? "";
        var unit = (age[3], korean) switch { ('Y', true) => "세", ('M', true) => "개월", ('W', true) => "주", ('D', true) => "일", ('Y', false) => " y", ('M', false) => " mo", ('W', false) => " wk", ('D', false) => " d", _ => "" };
        return $"{number}{unit}";
    }

    /// <summary>PS3.5 6.2, DA: YYYYMMDD becomes YYYY-MM-DD. What is not a date is printed as it came.</summary>
    public static string Date(string? date) =>
        date?.Trim() is { Length: 8 } digits && digits.All(char.IsAsciiDigit) ? $"{digits[..4]}-{digits[4..6]}-{digits[6..]}" : date?.Trim() ?? "";

    /// <summary>PS3.5 6.2, TM: HHMM... becomes HH:MM.</summary>
    public static string Time(string? time) =>
        time?.Trim() is { Length: >= 4 } digits && digits.Take(4).All(char.IsAsciiDigit) ? $"{digits[..2]}:{digits[2..4]}" : time?.Trim() ?? "";
}
