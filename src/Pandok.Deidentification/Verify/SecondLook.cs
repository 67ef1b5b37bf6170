using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Verify;

/// <summary>A second look at high-risk pixels, with another setting of the detector than the first (section 14 g): what it still finds. Given by the part that knows pixels.</summary>
/// <param name="header">The written header, read again.</param>
/// <param name="file">The written file at its start.</param>
/// <returns>Findings; none if no text is left.</returns>
public delegate IReadOnlyList<Finding> SecondLook(DicomHeader header, Stream file);
