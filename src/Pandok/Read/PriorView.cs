namespace Pandok.Read;

/// <summary>An earlier study of the same patient at the same site.</summary>
/// <param name="DaysBefore">Dates are shifted together, so the interval is true; null if a date is missing, or the study is of another pseudonym that was joined.</param>
/// <param name="Reported">There is a signed report.</param>
internal sealed record PriorView(string Study, string Modality, string? BodyPart, string? Description, string? StudyDate, int? DaysBefore, bool Reported, int Series, int Instances);
