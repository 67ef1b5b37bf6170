using System.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Rules;

/// <summary>Text that an option keeps as it is (K): a device's or institution's name. It must decode, and must not repeat a person's name or the patient's ID.</summary>
internal sealed class Retained(Subject subject, Tally tally)
{
    private readonly Lazy<HashSet<string>> people = new(() => subject.Identity.Names.Append(subject.WrittenId)
        .SelectMany(Words).Where(word => word.Length >= 2).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>The element to write, or null.</summary>
    public DataElement? Check(DataSet input, DataElement element, Vr vr)
    {
        if (vr.IsBulk()) return element.IsEncapsulated ? null : DataElement.Of(element.Tag, vr, element.Value);
        var values = vr.UsesCharacterSet() ? input.CharacterSet.Decode(element.Value.Span, vr) : Encoding.Latin1.GetString(element.Value.Span).Split('\\');
        for (var i = 0; i < values.Length; i++)
        {
            var nul = values[i].IndexOf('\0', StringComparison.Ordinal);
            values[i] = (nul >= 0 ? values[i][..nul] : values[i]).Trim();
            if (values[i].Any(c => c == '\uFFFD' || (char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\f'))))
            {
                tally.Find(FindingCode.CharacterSet);
                return null;
            }
            if (Words(values[i]).Any(people.Value.Contains))
            {
                tally.Find(FindingCode.TextRemoved);
                return null;
            }
        }
        tally.Count(Deed.Keep);
        return Elements.Text(element.Tag, vr, values);
    }

    private static string[] Words(string text) => text.Split([' ', '^', '=', '\\', ',', '.', '-', '_', '/', '(', ')', ':', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
