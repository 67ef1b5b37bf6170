namespace Pandok.Deidentification;

/// <summary>What becomes of Patient's Birth Date (0010,0030), which no option of Table E.1-1 speaks of.</summary>
public enum BirthDateRule
{
    /// <summary>Always emptied.</summary>
    Empty,
    /// <summary>Moved as all dates of the patient; emptied from 90 years on. Without modified dates it is emptied.</summary>
    Move,
}
