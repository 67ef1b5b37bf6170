using Pandok.Dicom.Data;

namespace Pandok.Dicom.Validation;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing: a private or retired element, an extension of the IOD.</summary>
    Note,
    /// <summary>Probably wrong, but the tables are not certain: a value that a list does not have.</summary>
    Warning,
    /// <summary>Against the standard.</summary>
    Error,
}

/// <summary>What was checked: the closed vocabulary of findings.</summary>
public enum ValidationRule
{
    /// <summary>SOP Class UID missing or not registered.</summary>
    UnknownClass,
    /// <summary>The class is registered, but the tables have no IOD for it: only values were checked.</summary>
    ClassNotJudged,
    /// <summary>File Meta Information and data set disagree, or a part of it is missing.</summary>
    FileMeta,
    /// <summary>Reading had to forgive something.</summary>
    Reading,
    /// <summary>A Type 1 (or met 1C) attribute is missing.</summary>
    MissingType1,
    /// <summary>A Type 1 (or met 1C) attribute is empty.</summary>
    EmptyType1,
    /// <summary>A Type 2 (or met 2C) attribute is missing.</summary>
    MissingType2,
    /// <summary>A conditional attribute stands where its condition forbids it.</summary>
    ForbiddenAttribute,
    /// <summary>Another VR than the dictionary's.</summary>
    WrongVr,
    /// <summary>More or fewer values than the dictionary allows.</summary>
    WrongMultiplicity,
    /// <summary>More or fewer items than the module allows.</summary>
    WrongItemCount,
    /// <summary>A value that breaks the form of its VR.</summary>
    MalformedValue,
    /// <summary>Bytes that the character set does not know.</summary>
    UnknownCharacters,
    /// <summary>Not one of the enumerated values.</summary>
    NotEnumerated,
    /// <summary>Not one of the defined terms, which may be extended.</summary>
    NotDefinedTerm,
    /// <summary>A functional group missing in a frame, or given both shared and per frame.</summary>
    FunctionalGroup,
    /// <summary>Pixel Data is missing, too short or too long for what the data set says.</summary>
    PixelData,
    /// <summary>No module of the IOD has the attribute (a Standard Extended SOP Class).</summary>
    NotInIod,
    /// <summary>Not in the dictionary.</summary>
    UnknownAttribute,
    /// <summary>Retired from the standard.</summary>
    Retired,
}

/// <summary>A finding.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Rule">What was checked.</param>
/// <param name="Path">Where: tags, items counted from 1, such as (0040,A730)[2].(0040,A043)[1].(0008,0100).</param>
/// <param name="Keyword">The attribute's keyword; empty if it has none.</param>
/// <param name="Message">For people. Holds no value of a text attribute, which could be a person's.</param>
public sealed record ValidationFinding(Severity Severity, ValidationRule Rule, string Path, string Keyword, string Message);

/// <summary>What validation saw.</summary>
/// <param name="SopClassUid">The class; null if missing.</param>
/// <param name="Iod">The IOD's key in the tables, such as ct-image; null if not judged.</param>
/// <param name="Findings">In the order of the data set.</param>
public sealed record ValidationReport(string? SopClassUid, string? Iod, IReadOnlyList<ValidationFinding> Findings)
{
    /// <summary>How many findings there are of a severity.</summary>
    public int Count(Severity severity) => Findings.Count(finding => finding.Severity == severity);
}

/// <summary>A place in a data set while it is walked.</summary>
internal sealed record ValidationPath(ValidationPath? Parent, Tag Tag, int Item)
{
    public static string Of(ValidationPath? parent, Tag tag) => parent is null ? tag.ToString() : $"{parent}.{tag}";

    public override string ToString() => $"{Of(Parent, Tag)}[{Item}]";
}
