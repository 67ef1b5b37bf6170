using Pandok.Dicom.Data;

namespace Pandok.Dicom.Standard;

/// <summary>A row of the data dictionary (PS3.6 section 6).</summary>
/// <param name="Keyword">Such as PatientName; empty for a few retired rows.</param>
/// <param name="Name">Such as Patient's Name.</param>
/// <param name="Vrs">The VRs in the printed order; empty for item delimiters and retired rows without one.</param>
/// <param name="Multiplicity">Such as 1 or 1-n.</param>
/// <param name="Retired">True for retired elements.</param>
public sealed record DictionaryEntry(string Keyword, string Name, IReadOnlyList<Vr> Vrs, string Multiplicity, bool Retired);
