namespace Pandok.Dicom.Objects.Reports;

/// <summary>A measured quantity (PS3.16 TID 1419, row 5 ff.).</summary>
/// <param name="Quantity">Such as Volume.</param>
/// <param name="Value">The number; null with a <see cref="Qualifier"/> if there is none.</param>
/// <param name="Unit">UCUM; null only where there is no number.</param>
public sealed record Measurement(Code Quantity, double? Value, Code? Unit)
{
    /// <summary>How it was measured, such as sum of segmented voxels.</summary>
    public Code? Method { get; init; }

    /// <summary>Mean, minimum, standard deviation, ... of the quantity.</summary>
    public Code? Derivation { get; init; }

    /// <summary>Why there is no number (CID 42).</summary>
    public Code? Qualifier { get; init; }
}

/// <summary>Where a finding lies.</summary>
/// <param name="Site">Such as Lung.</param>
/// <param name="Laterality">Right or Left, or null.</param>
public sealed record FindingSite(Code Site, Code? Laterality = null);

/// <summary>A yes-or-which answer beside the numbers: name and value, both coded.</summary>
/// <param name="Name">The question.</param>
/// <param name="Value">The answer.</param>
public sealed record Evaluation(Code Name, Code Value);

/// <summary>A group of measurements of one thing (PS3.16 TID 1410, 1411, 1501).</summary>
/// <param name="TrackingId">For people.</param>
/// <param name="TrackingUid">The same thing keeps it over time, in segments and reports.</param>
/// <param name="Region">Where it was measured.</param>
public sealed record MeasurementGroup(string TrackingId, string TrackingUid, MeasuredRegion Region)
{
    /// <summary>What was found.</summary>
    public Code? Finding { get; init; }

    /// <summary>Its category.</summary>
    public Code? FindingCategory { get; init; }

    /// <summary>Where it lies.</summary>
    public IReadOnlyList<FindingSite> Sites { get; init; } = [];

    /// <summary>What measured (TID 4019); null for a person by hand.</summary>
    public Algorithm? Algorithm { get; init; }

    /// <summary>The numbers.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>Coded answers.</summary>
    public IReadOnlyList<Evaluation> Evaluations { get; init; } = [];
}
