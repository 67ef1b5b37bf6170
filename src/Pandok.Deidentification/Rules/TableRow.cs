using System.Globalization;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Rules;

/// <summary>A row of PS3.15 Table E.1-1: the Basic action and what each option says in its place.</summary>
/// <param name="Tag">As printed, such as 0010,0010, 60xx,3000 or gggg(odd),eeee.</param>
/// <param name="Name">As printed.</param>
/// <param name="Basic">The action of the Basic Profile.</param>
/// <param name="Speakers">The options that say something else, and what: K or C.</param>
internal sealed record TableRow(string Tag, string Name, BasicAction Basic, IReadOnlyDictionary<Options, BasicAction> Speakers)
{
    // By the columns of the table, from the sixth on.
    private static readonly Options[] Columns =
    [
        Options.SafePrivate, Options.RetainUids, Options.DeviceIdentity, Options.InstitutionIdentity, Options.PatientCharacteristics,
        Options.FullDates, Options.ModifiedDates, Options.CleanDescriptors, Options.CleanStructuredContent, Options.CleanGraphics,
    ];

    private static readonly Lazy<TableRow[]> Loaded = new(() => [.. Csv.Rows(typeof(TableRow).Assembly, Embedded.ConfidentialityTable).Select(Of)]);

    /// <summary>All rows, in the order of the table.</summary>
    public static IReadOnlyList<TableRow> All => Loaded.Value;

    /// <summary>The tag, or null for repeating groups and private attributes.</summary>
    public uint? SingleTag => Tag.Length == 9 && uint.TryParse(Tag.Remove(4, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var tag) ? tag : null;

    private static TableRow Of(string[] row) => new(row[0], row[1], Parse(row[4]), Columns
        .Select((option, index) => (option, text: row[5 + index])).Where(cell => cell.text.Length > 0)
        .ToDictionary(cell => cell.option, cell => Parse(cell.text)));

    private static BasicAction Parse(string text) => text switch
    {
        "X" => BasicAction.X,
        "Z" => BasicAction.Z,
        "D" => BasicAction.D,
        "X/Z" => BasicAction.XZ,
        "X/D" => BasicAction.XD,
        "Z/D" => BasicAction.ZD,
        "X/Z/D" => BasicAction.XZD,
        "X/Z/U*" => BasicAction.XZU,
        "U" => BasicAction.U,
        "K" => BasicAction.K,
        "C" => BasicAction.C,
        _ => throw new InvalidOperationException($"Table E.1-1 has an unknown action: {text}"),
    };
}
