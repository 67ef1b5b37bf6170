using System.Xml.Linq;

namespace Pandok.Audit;

/// <summary>
/// A row of the trail as an audit message (DICOM PS3.15 A.5.1, the schema that succeeded RFC 3881): what happened, who did it, this system, and the study it was done to, under its mapped UID.
/// The row's own number, hash and detail stand beside it, so that a message can be traced to the row.
/// </summary>
internal static class AtnaMessage
{
    public static XElement Of(AuditEntry entry, string source) => new(
        "AuditMessage",
        Event(entry),
        new XElement("ActiveParticipant",
            new XAttribute("UserID", entry.ActorId == Guid.Empty ? entry.ActorName : entry.ActorId.ToString()), new XAttribute("UserName", entry.ActorName),
            new XAttribute("UserIsRequestor", "true"), Code("RoleIDCode", entry.ActorRole, "99PANDOK", entry.ActorRole)),
        new XElement("AuditSourceIdentification", new XAttribute("AuditSourceID", source), new XElement("AuditSourceTypeCode", new XAttribute("csd-code", "4"))),
        entry.Study is { } study ? Study(study) : null,
        new XElement("ParticipantObjectIdentification",
            new XAttribute("ParticipantObjectID", entry.Seq), new XAttribute("ParticipantObjectTypeCode", "2"), new XAttribute("ParticipantObjectTypeCodeRole", "13"),
            Code("ParticipantObjectIDTypeCode", "audit-row", "99PANDOK", "Row of the audit trail"), new XElement("ParticipantObjectName", $"row {entry.Seq}"),
            Detail("hash", entry.Hash), entry.Site is { } site ? Detail("site", site.ToString()) : null, entry.Detail is { } detail ? Detail("detail", detail) : null));

    private static XElement Event(AuditEntry entry)
    {
        var (code, meaning, action) = entry.Action switch
        {
            AuditAction.SignedIn => ("110114", "User Authentication", "E"),
            AuditAction.SignInFailed => ("110114", "User Authentication", "E"),
            AuditAction.SignedOut => ("110114", "User Authentication", "E"),
            AuditAction.Received or AuditAction.Held => ("110104", "DICOM Instances Transferred", "C"),
            AuditAction.Dropped => ("110107", "Import", "C"),
            AuditAction.Segmented => ("110103", "DICOM Instances Accessed", "C"),
            AuditAction.Delivered => ("110106", "Export", "R"),
            AuditAction.Ordered or AuditAction.OrderChanged or AuditAction.OrderCancelled => ("110109", "Order Record", entry.Action == AuditAction.Ordered ? "C" : entry.Action == AuditAction.OrderCancelled ? "D" : "U"),
            AuditAction.Viewed or AuditAction.IdentityResolved => ("110110", "Patient Record", "R"),
            AuditAction.Administered => ("110113", "Security Alert", "E"),
            AuditAction.HeldEnded or AuditAction.Withdrawn => ("110105", "DICOM Study Deleted", "D"),
            _ => ("110103", "DICOM Instances Accessed", "U"),
        };
        // A release adds the instance to its study; only other ends take it away.
        if (entry.Action == AuditAction.HeldEnded && entry.Detail?.Contains("\"released\"", StringComparison.Ordinal) == true) (code, meaning, action) = ("110103", "DICOM Instances Accessed", "C");
        return new XElement("EventIdentification",
            new XAttribute("EventActionCode", action), new XAttribute("EventDateTime", entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture)),
            new XAttribute("EventOutcomeIndicator", entry.Action == AuditAction.SignInFailed ? "8" : entry.Action is AuditAction.Stuck or AuditAction.Dropped ? "4" : "0"),
            Code("EventID", code, "DCM", meaning),
            entry.Action switch
            {
                AuditAction.SignedIn or AuditAction.SignInFailed => Code("EventTypeCode", "110122", "DCM", "Login"),
                AuditAction.SignedOut => Code("EventTypeCode", "110123", "DCM", "Logout"),
                _ => Code("EventTypeCode", Access.Words.Camel(entry.Action), "99PANDOK", Access.Words.Camel(entry.Action)),
            });
    }

    private static XElement Study(string uid) => new("ParticipantObjectIdentification",
        new XAttribute("ParticipantObjectID", uid), new XAttribute("ParticipantObjectTypeCode", "2"), new XAttribute("ParticipantObjectTypeCodeRole", "3"),
        Code("ParticipantObjectIDTypeCode", "110180", "DCM", "Study Instance UID"), new XElement("ParticipantObjectName", uid));

    private static XElement Code(string name, string code, string scheme, string meaning) =>
        new(name, new XAttribute("csd-code", code), new XAttribute("codeSystemName", scheme), new XAttribute("originalText", meaning));

    // The schema wants the value in base64.
    private static XElement Detail(string type, string value) => new("ParticipantObjectDetail", new XAttribute("type", type), new XAttribute("value", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))));
}
