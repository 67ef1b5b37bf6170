using System.Globalization;
using System.Text.RegularExpressions;
using Pandok.Dicom.Standard;

namespace Pandok.Orders;

/// <summary>What an order must say, and how long it may be: it goes out again as DICOM (PS3.5 section 6.2) and must be sayable there.</summary>
internal static partial class OrderCheck
{
    private const int LongString = 64, ShortString = 16, Question = 1000, Aet = 16;

    /// <summary>The order with its texts trimmed and its dates in DICOM's form, or why not.</summary>
    public static (NewOrder? Order, OrderOutcome.Refused? Problem) Decide(NewOrder wanted, DateTimeOffset now)
    {
        var order = wanted with
        {
            PatientName = Trim(wanted.PatientName),
            PatientId = Trim(wanted.PatientId),
            BirthDate = Trim(wanted.BirthDate)?.Replace("-", "", StringComparison.Ordinal),
            Sex = Trim(wanted.Sex)?.ToUpperInvariant(),
            Accession = Trim(wanted.Accession),
            StudyUid = Trim(wanted.StudyUid),
            Number = Trim(wanted.Number),
            Procedure = Trim(wanted.Procedure),
            Question = Trim(wanted.Question),
            Referrer = Trim(wanted.Referrer),
            Modality = Trim(wanted.Modality)?.ToUpperInvariant(),
            StationAe = Trim(wanted.StationAe),
        };
        return Problem(order, now) is var (code, title) ? (null, new(code, title)) : (order, null);
    }

    private static (string Code, string Title)? Problem(NewOrder order, DateTimeOffset now) => order switch
    {
        { PatientName: null } => ("patientNameMissing", "The order needs the patient's name."),
        { PatientId: null } => ("patientIdMissing", "The order needs the patient's ID."),
        { Procedure: null } => ("procedureMissing", "The order needs the examination that is wanted."),
        { Modality: null } => ("modalityMissing", "The order needs a modality."),
        { ScheduledAt: null } => ("timeMissing", "The order needs a time."),
        _ when !IsName(order.PatientName) => ("badPatientName", "A name has at most three groups of 64 characters, without backslashes."),
        _ when !IsText(order.PatientId, LongString) => ("badPatientId", "A patient ID has at most 64 characters, without backslashes."),
        _ when order.BirthDate is { } birth && !IsBirthDate(birth, now) => ("badBirthDate", "The birth date is a day that was, as yyyy-MM-dd."),
        _ when order.Sex is not (null or "F" or "M" or "O") => ("badSex", "The sex is F, M or O."),
        _ when order.Accession is { } accession && !IsText(accession, ShortString) => ("badAccession", "An accession number has at most 16 characters, without backslashes."),
        _ when order.Number is { } number && !IsText(number, LongString) => ("badNumber", "An order number has at most 64 characters, without backslashes."),
        _ when order.StudyUid is { } uid && !Uids.IsValid(uid) => ("badStudyUid", "The Study Instance UID is malformed."),
        _ when !IsText(order.Procedure, LongString) => ("badProcedure", "The examination has at most 64 characters, without backslashes."),
        _ when order.Question is { } question && (question.Length > Question || question.Any(IsBad)) => ("badQuestion", "The question has at most 1000 characters."),
        _ when order.Referrer is { } referrer && !IsName(referrer) => ("badReferrer", "A name has at most three groups of 64 characters, without backslashes."),
        _ when !ModalityWord().IsMatch(order.Modality!) => ("badModality", "A modality is a word such as CT, DX or MR."),
        _ when order.StationAe is { } ae && !IsText(ae, Aet) => ("badStation", "An AE title has at most 16 characters."),
        _ when order.ScheduledAt!.Value - now is { TotalDays: > 730 or < -31 } => ("badTime", "The time lies within the last month or the next two years."),
        _ => null,
    };

    // PS3.5 6.2.1.1: up to three groups, joined by equals signs, of 64 characters each.
    private static bool IsName(string? name) =>
        name is not null && name.Split('=') is { Length: <= 3 } groups && groups.All(group => IsText(group, LongString)) && name.Any(char.IsLetter);

    private static bool IsText(string? text, int most) => text is not null && text.Length <= most && !text.Any(letter => letter == '\\' || char.IsControl(letter) || letter == '\uFFFD');

    private static bool IsBad(char letter) => letter == '\uFFFD' || (char.IsControl(letter) && letter is not ('\r' or '\n' or '\t'));

    private static bool IsBirthDate(string text, DateTimeOffset now) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year > 1850 && day <= DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("^[A-Z][A-Z0-9]{1,15}$")]
    private static partial Regex ModalityWord();
}
