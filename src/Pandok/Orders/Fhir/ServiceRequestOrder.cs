using System.Globalization;
using Hl7.Fhir.Model;
using Pandok.Studies;

namespace Pandok.Orders.Fhir;

/// <summary>A FHIR R4 ServiceRequest as an order. The patient is contained: there is no server of ours to refer to.</summary>
internal static class ServiceRequestOrder
{
    private const string Dcm = "http://dicom.nema.org/resources/ontology/DCM";
    private const string DicomUid = "urn:dicom:uid";
    private const string Oid = "urn:oid:";
    private const string Script = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation";

    /// <param name="zone">The clock of times without a zone.</param>
    /// <returns>The order, or what is missing for one and where.</returns>
    public static (NewOrder? Order, string? Problem, string? At) Read(ServiceRequest request, TimeZoneInfo zone)
    {
        if (request.Status is not (RequestStatus.Active or RequestStatus.Draft)) return (null, "Only an active request is an order", "ServiceRequest.status");
        if (request.Intent is not (RequestIntent.Order or RequestIntent.OriginalOrder or RequestIntent.FillerOrder or RequestIntent.InstanceOrder)) return (null, "Only an order is taken, no plan and no proposal", "ServiceRequest.intent");
        if (request.Subject?.Reference is not ['#', .. var id] || request.Contained.OfType<Patient>().FirstOrDefault(one => one.Id == id) is not { } patient)
            return (null, "The subject is a contained Patient", "ServiceRequest.subject");
        return (new NewOrder
        {
            PatientName = NameOf(patient.Name),
            PatientId = (patient.Identifier.Find(one => one.Use is not Identifier.IdentifierUse.Old) ?? patient.Identifier.FirstOrDefault())?.Value,
            BirthDate = patient.BirthDate is { Length: 10 } birth ? birth : null,
            Sex = patient.Gender switch { AdministrativeGender.Female => "F", AdministrativeGender.Male => "M", AdministrativeGender.Other => "O", _ => null },
            Accession = Number(request, "ACSN"),
            Number = Number(request, "PLAC") ?? request.Identifier.Find(one => one.Type is null && one.System != DicomUid)?.Value,
            StudyUid = request.Identifier.Find(one => one.System == DicomUid)?.Value is { } uid && uid.StartsWith(Oid, StringComparison.Ordinal) ? uid[Oid.Length..] : null,
            Procedure = Word(request.Code),
            Question = request.ReasonCode.Select(Word).Concat(request.Note.Select(note => note.Text)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)),
            Referrer = ReferrerOf(request),
            Modality = request.OrderDetail.Concat(request.Category).SelectMany(one => one.Coding).FirstOrDefault(coding => coding.System == Dcm)?.Code,
            StationAe = request.Performer.Select(one => one.Identifier?.Value).FirstOrDefault(ae => ae is not null),
            ScheduledAt = TimeOf(request.Occurrence switch { FhirDateTime at => at.Value, Period period => period.Start, _ => null }, zone),
            Priority = request.Priority switch { RequestPriority.Stat => OrderPriority.Emergency, RequestPriority.Asap or RequestPriority.Urgent => OrderPriority.Urgent, _ => OrderPriority.Routine },
        }, null, null);
    }

    /// <summary>What was kept, for the placer: the numbers that were given.</summary>
    public static ServiceRequest Answer(Order order, string accession, string studyUid) => new()
    {
        Id = order.Id.ToString("D"),
        Status = RequestStatus.Active,
        Intent = RequestIntent.Order,
        Subject = new ResourceReference { Display = "as sent" },
        Identifier =
        [
            new Identifier { Type = new CodeableConcept("http://terminology.hl7.org/CodeSystem/v2-0203", "ACSN"), Value = accession },
            new Identifier { System = DicomUid, Value = Oid + studyUid },
        ],
    };

    private static string? Number(ServiceRequest request, string type) => request.Identifier.Find(one => one.Type?.Coding.Exists(coding => coding.Code == type) == true)?.Value;

    private static string? Word(CodeableConcept? concept) =>
        concept?.Text ?? concept?.Coding.Select(coding => coding.Display ?? coding.Code).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static string? ReferrerOf(ServiceRequest request)
    {
        if (request.Requester is not { } requester) return null;
        return requester.Reference is ['#', .. var id] && request.Contained.OfType<Practitioner>().FirstOrDefault(one => one.Id == id) is { } person ? NameOf(person.Name) : requester.Display;
    }

    // Three scripts of one name are three groups of one person name (PS3.5 section 6.2.1.2): ABC alphabetic, IDE ideographic, SYL phonetic.
    private static string? NameOf(List<HumanName> names)
    {
        string Group(params string?[] scripts) => names.Where(name => scripts.Contains(name.GetStringExtension(Script) ?? (name.GetExtensionValue<Code>(Script))?.Value)).Select(Dicom).FirstOrDefault(text => text.Length > 0) ?? "";
        var text = $"{Group("ABC", null)}={Group("IDE")}={Group("SYL")}".TrimEnd('=');
        return text.Length == 0 ? null : text;
    }

    private static string Dicom(HumanName name) => name.Family is null && !name.Given.Any()
        ? Clean(name.Text ?? "")
        : string.Join('^', Clean(name.Family ?? ""), Clean(string.Join(' ', name.Given))).TrimEnd('^');

    private static string Clean(string text) => text.Replace('^', ' ').Replace('=', ' ');

    private static DateTimeOffset? TimeOf(string? text, TimeZoneInfo zone)
    {
        if (text is null || text.Length < 10) return null;
        if (text.Length > 10) return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime() : null;
    }
}
