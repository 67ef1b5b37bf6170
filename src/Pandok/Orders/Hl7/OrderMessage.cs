using Pandok.Studies;

namespace Pandok.Orders.Hl7;

/// <summary>
/// An order in an HL7 message (2.5 chapter 4: ORM^O01; OMI^O23 with IPC). Where its parts stand follows IHE Radiology, Scheduled Workflow:
/// OBR-18 accession number, OBR-24 or IPC-5 modality, ORC-7.4, TQ1-7 or OBR-27.4 when, ZDS-1 or IPC-3 Study Instance UID; OBR-21 or IPC-9 the station.
/// </summary>
internal static class OrderMessage
{
    /// <param name="zone">The clock of times without a zone.</param>
    public static NewOrder Read(Hl7Message message, TimeZoneInfo zone) => new()
    {
        PatientName = NameOf(message),
        PatientId = message.Text("PID", 3),
        BirthDate = message.Text("PID", 7) is { Length: >= 8 } birth ? birth[..8] : null,
        Sex = message.Text("PID", 8) is "F" or "M" or "O" ? message.Text("PID", 8) : null,
        Accession = First(message.Text("IPC", 1), message.Text("OBR", 18)),
        StudyUid = First(message.Text("IPC", 3), message.Text("ZDS", 1)),
        Number = NumberOf(message),
        Procedure = First(message.Text("OBR", 4, 2), message.Text("OBR", 4, 1)),
        Question = First(message.Text("OBR", 31, 2), message.Text("OBR", 31, 1), message.Text("OBR", 13)),
        Referrer = PersonOf(message.Texts("OBR", 16, 2), message.Texts("OBR", 16, 3), message.Texts("OBR", 16, 4)).FirstOrDefault(),
        Modality = First(message.Text("IPC", 5), message.Text("OBR", 24)),
        StationAe = First(message.Text("IPC", 9), message.Text("OBR", 21)),
        ScheduledAt = First(message.Text("TQ1", 7), message.Text("ORC", 7, 4), message.Text("OBR", 27, 4), message.Text("OBR", 36)) is { } at ? Hl7Message.Time(at, zone) : null,
        Priority = First(message.Text("TQ1", 9), message.Text("ORC", 7, 6), message.Text("OBR", 27, 6), message.Text("OBR", 5)) switch
        {
            "S" => OrderPriority.Emergency, // STAT, HL7 table 0485
            "A" or "T" or "P" => OrderPriority.Urgent, // ASAP, timing critical, preoperative
            _ => OrderPriority.Routine,
        },
    };

    /// <summary>ORC-2, the placer's number, or ORC-3 where only the filler gave one; with its namespace, if there is one.</summary>
    public static string? NumberOf(Hl7Message message) => Entity(message, 2) ?? Entity(message, 3);

    private static string? Entity(Hl7Message message, int field) =>
        First(message.Text("ORC", field)) is not { } number ? null : First(message.Text("ORC", field, 2)) is { } space ? $"{number}^{space}" : number;

    // XPN says by its eighth component in which script a repetition is (HL7 table 0465); DICOM says it by the group (PS3.5 section 6.2.1.2).
    private static string? NameOf(Hl7Message message)
    {
        var names = PersonOf(message.Texts("PID", 5, 1), message.Texts("PID", 5, 2), message.Texts("PID", 5, 3));
        var scripts = message.Texts("PID", 5, 8);
        string Group(string script) => names.Where((_, index) => index < scripts.Count && scripts[index] == script).FirstOrDefault() ?? "";
        var (alphabetic, ideographic, phonetic) = (Group("A"), Group("I"), Group("P"));
        if (alphabetic.Length == 0) alphabetic = names.Where((_, index) => index >= scripts.Count || scripts[index] is not ("I" or "P")).FirstOrDefault() ?? "";
        return First($"{alphabetic}={ideographic}={phonetic}".TrimEnd('='));
    }

    private static List<string> PersonOf(IReadOnlyList<string> family, IReadOnlyList<string> given, IReadOnlyList<string> middle) =>
        [.. family.Select((name, index) => string.Join('^', new[] { name, given[index], middle[index] }.Select(part => part.Replace('^', ' ').Replace('=', ' ')))).Select(name => name.TrimEnd('^')).Where(name => name.Length > 0)];

    private static string? First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text)) return text;
        }
        return null;
    }
}
