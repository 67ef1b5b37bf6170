using System.Globalization;
using System.Text;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Commands;

/// <summary>A DICOM object as lines: tag, VR, length, keyword, value; items indented; control characters shown as dots, so that a file cannot write to the terminal.</summary>
internal static class DumpText
{
    private const int Shown = 80;

    public static string Of(DicomHeader header, FragmentCounter pixels, DataSet after, IReadOnlyList<ReadFinding> findings, bool all, bool isKorean)
    {
        var to = new StringBuilder();
        if (header.Meta.Count > 0) Heading(to, isKorean ? "파일 메타 정보" : "File Meta Information");
        Lines(to, header.Meta, 0, all);
        Heading(to, $"{(isKorean ? "데이터 세트" : "Data set")}: {header.Syntax.Name} ({header.Syntax.Uid})");
        Lines(to, header.DataSet, 0, all);
        if (header.Pixels is { } head)
        {
            var frames = header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1;
            var summary = string.Create(CultureInfo.InvariantCulture, $"{frames} {(isKorean ? "프레임" : "frames")}, {pixels.Bytes} {(isKorean ? "바이트" : "bytes")}");
            if (head.Length is null) summary += string.Create(CultureInfo.InvariantCulture, $", {Math.Max(0, pixels.Fragments)} {(isKorean ? "조각" : "fragments")}");
            Line(to, 0, head.Tag, head.Vr, head.Length ?? -1, Keyword(header.DataSet, head.Tag), summary);
        }
        Lines(to, after, 0, all);
        if (findings.Count == 0) return to.ToString().TrimEnd();
        Heading(to, isKorean ? "표준과 다른 점" : "Findings");
        foreach (var finding in findings) to.Append(CultureInfo.InvariantCulture, $"{finding.Code} {finding.Tag} {(isKorean ? "바이트 위치" : "at byte")} {finding.Offset}").AppendLine();
        return to.ToString().TrimEnd();
    }

    private static void Heading(StringBuilder to, string text) => to.Append("# ").AppendLine(text);

    private static void Lines(StringBuilder to, DataSet set, int depth, bool all)
    {
        foreach (var element in set)
        {
            Line(to, depth, element.Tag, element.Vr, element.Items is null ? element.Value.Length : -1, Keyword(set, element.Tag), element.Items is { } items ? $"{items.Count}" : Value(set, element, all));
            for (var i = 0; i < element.Items?.Count; i++)
            {
                to.Append(' ', 2 * depth + 1).Append(CultureInfo.InvariantCulture, $"[{i + 1}]").AppendLine();
                Lines(to, element.Items[i], depth + 1, all);
            }
        }
    }

    private static void Line(StringBuilder to, int depth, Tag tag, Vr vr, long length, string keyword, string value) =>
        to.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"{tag} {vr.Letters()} {(length < 0 ? "-" : length),6} {keyword}: {value}").AppendLine();

    private static string Keyword(DataSet set, Tag tag)
    {
        if (tag.IsPrivateCreator) return "PrivateCreator";
        if (tag.IsPrivate) return set.CreatorOf(tag) is { } creator ? $"[{Clean(creator)}]" : "[?]";
        if (tag.IsGroupLength) return "GroupLength";
        return Dictionary.Find(tag) is { Keyword.Length: > 0 } row ? row.Keyword : "?";
    }

    private static string Value(DataSet set, DataElement element, bool all)
    {
        string text;
        if (element.Vr.IsBulk())
        {
            var bytes = element.Value.Span;
            text = Convert.ToHexString(all ? bytes : bytes[..Math.Min(bytes.Length, Shown / 2 + 1)]);
        }
        else text = string.Join('\\', set.GetStrings(element.Tag));
        if (element.Vr == Vr.UI && Uids.Find(text) is { } known) text += $" = {known.Name}";
        return Clean(all || text.Length <= Shown ? text : text[..Shown] + "…");
    }

    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '·' : c));
}
