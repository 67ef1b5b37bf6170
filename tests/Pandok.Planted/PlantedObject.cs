namespace Pandok.Planted;

/// <summary>One file of a corpus.</summary>
/// <param name="Name">Such as ct-explicit.dcm.</param>
/// <param name="File">The whole Part 10 file.</param>
/// <param name="Patient">Index of the artificial patient.</param>
/// <param name="MustRelease">False where a quarantine is the right answer under every profile: a document, bytes behind the data set.</param>
public sealed record PlantedObject(string Name, ReadOnlyMemory<byte> File, int Patient, bool MustRelease);
