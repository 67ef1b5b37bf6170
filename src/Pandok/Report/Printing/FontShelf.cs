namespace Pandok.Report.Printing;

/// <summary>The fonts of the printed page: Pretendard from the folder <c>fonts</c> beside the program, then Nanum Gothic of the system (it also has Hanja).</summary>
internal sealed class FontShelf
{
    private static readonly string Beside = Path.Combine(AppContext.BaseDirectory, "fonts");
    private const string System = "/usr/share/fonts/truetype/nanum";
    private static readonly Lazy<FontShelf> Loaded = new(() => Load([Beside, System]), LazyThreadSafetyMode.PublicationOnly);

    private FontShelf(IReadOnlyList<FontFile> regular, IReadOnlyList<FontFile> strong) => (Regular, Strong) = (regular, strong);

    /// <exception cref="MissingFontException">Asked again next time, so an installed font is found without a restart.</exception>
    public static FontShelf Default => Loaded.Value;

    public IReadOnlyList<FontFile> Regular { get; }
    public IReadOnlyList<FontFile> Strong { get; }

    public static FontShelf Load(IReadOnlyList<string> folders)
    {
        var regular = Find(folders, ["Pretendard-Regular.ttf", "NanumGothic.ttf"]);
        var strong = Find(folders, ["Pretendard-SemiBold.ttf", "NanumGothicBold.ttf"]);
        if (!regular.Any(font => font.Has('판')))
            throw new MissingFontException(folders.SelectMany(folder => new[] { Path.Combine(folder, "Pretendard-Regular.ttf"), Path.Combine(folder, "NanumGothic.ttf") }));
        return new FontShelf(regular, [.. strong, .. regular]);
    }

    private static List<FontFile> Find(IReadOnlyList<string> folders, string[] names) =>
        [.. names.Select(name => folders.Select(folder => FontFile.Find(Path.Combine(folder, name))).FirstOrDefault(font => font is not null)).OfType<FontFile>()];
}
