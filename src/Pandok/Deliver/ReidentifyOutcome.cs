using Pandok.Deidentify;

namespace Pandok.Deliver;

/// <summary>Whether a report may carry a patient's name again.</summary>
internal abstract record ReidentifyOutcome
{
    private ReidentifyOutcome() { }

    internal sealed record Agreed(StudyIdentity Identity) : ReidentifyOutcome;

    /// <summary>Report and vault do not agree; <paramref name="Which"/> says where, never a value.</summary>
    internal sealed record Mismatch(string Which) : ReidentifyOutcome;

    /// <summary>The keys of the site were destroyed: nobody can say any more whose it is.</summary>
    internal sealed record Erased : ReidentifyOutcome;

    internal sealed record NotSealed : ReidentifyOutcome;

    internal sealed record TooMany : ReidentifyOutcome;
}
