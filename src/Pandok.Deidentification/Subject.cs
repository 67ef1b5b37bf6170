using Pandok.Deidentification.Mapping;
using Pandok.Deidentification.Text;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification;

/// <summary>What the whole object knows about its patient before the first element is decided.</summary>
internal sealed class Subject
{
    private readonly Keys keys;
    private readonly DataSet root;

    private Subject(DataSet input, Profile profile, Keys keys, IdentitySet? known, NameRecogniser? names)
    {
        this.keys = keys;
        Identity = known is null ? IdentitySet.Of(input) : known.With(IdentitySet.Of(input));
        Text = new TextCleaner(Identity, profile, names);
        Issuer = Keyed.Normalise(input.GetString(Tags.IssuerOfPatientID));
        Id = Keyed.Normalise(input.GetString(Tags.PatientID));
        Name = Keyed.Normalise(input.GetString(Tags.PatientName));
        StudyUid = input.GetString(Tags.StudyInstanceUID) ?? string.Empty;
        Pseudonym = IsNamed ? Pseudonyms.Patient(keys, Issuer, Id) : Pseudonyms.Unnamed(keys, StudyUid);
        Moving = DateShift.Of(IsNamed ? Keyed.Hash(keys.Date, Issuer, Id) : Keyed.Hash(keys.Date, "", "", "study", StudyUid));
        Shift = profile.Has(Options.ModifiedDates) ? Moving : null;
        DummyDate = DummyDates.Select(tag => input.GetString(tag) is { } date ? Moving.Move(date) : null).FirstOrDefault(date => date is not null) ?? "19000101";
        root = input;
    }

    /// <summary>True if there is a Patient ID.</summary>
    public bool IsNamed => Id.Length > 0;

    /// <summary>The pseudonym of the patient.</summary>
    public string Pseudonym { get; }

    /// <summary>The shift the profile asks for; null if dates do not move.</summary>
    public DateShift? Shift { get; }

    /// <summary>The study's shifted date, for Type 1 dates that must not stay; never 00010101.</summary>
    public string DummyDate { get; }

    /// <summary>The Patient ID, normalised; empty if there is none.</summary>
    public string WrittenId => Id;

    /// <summary>The original Study Instance UID.</summary>
    public string StudyUid { get; }

    public IdentitySet Identity { get; }

    /// <summary>Cleans the texts of this object.</summary>
    public TextCleaner Text { get; }

    private DateShift Moving { get; }

    private string Issuer { get; }

    private string Name { get; }

    private string Id { get; }

    private static readonly Tag[] DummyDates = [Tags.StudyDate, Tags.SeriesDate, Tags.AcquisitionDate, Tags.ContentDate];

    /// <param name="input">The object.</param>
    /// <param name="profile">What is kept.</param>
    /// <param name="keys">The site's keys.</param>
    /// <param name="known">What the study has said so far.</param>
    /// <param name="names">An optional recogniser of names in text.</param>
    public static Subject Of(DataSet input, Profile profile, Keys keys, IdentitySet? known = null, NameRecogniser? names = null) => new(input, profile, keys, known, names);

    /// <summary>The pseudonym of the person whom an item's Patient ID names, or its Patient's Name where there is no ID: the patient's own, or another one.</summary>
    public string PseudonymOf(DataSet item)
    {
        if (ReferenceEquals(item, root)) return Pseudonym;
        var (id, issuer) = (Keyed.Normalise(item.GetString(Tags.PatientID)), Keyed.Normalise(item.GetString(Tags.IssuerOfPatientID)));
        if (id.Length > 0) return id == Id && (issuer.Length == 0 || issuer == Issuer) ? Pseudonym : Pseudonyms.Patient(keys, issuer, id);
        var name = Keyed.Normalise(item.GetString(Tags.PatientName));
        return name == Name || name.Length == 0 ? Pseudonym : Pseudonyms.Named(keys, StudyUid, name);
    }

    /// <summary>90 years or more: so few that the age alone may tell who it is. Also where a birth date is given but no date to count from.</summary>
    public bool IsVeryOld(DataSet item) => AgeOf(item) >= 90 || (!ReferenceEquals(item, root) && AgeOf(root) >= 90);

    /// <summary>Years of an AS value.</summary>
    /// <returns>Null if it is none.</returns>
    public static int? Years(string? age)
    {
        if (age is not { Length: 4 } || !int.TryParse(age.AsSpan(0, 3), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)) return null;
        return age[3] switch { 'Y' => count, 'M' => count / 12, 'W' => count / 53, 'D' => count / 366, _ => null };
    }

    private int AgeOf(DataSet input)
    {
        if (Years(input.GetString(Tags.PatientAge)) is { } stated and >= 90) return stated;
        if (input.GetString(Tags.PatientBirthDate) is not { } written || DateShift.Parse(written) is not { } birth) return 0;
        foreach (var tag in DummyDates)
        {
            if (root.GetString(tag) is { } text && DateShift.Parse(text) is { } day) return birth.AddYears(90) <= day ? 90 : 0;
        }
        return 90;
    }
}
