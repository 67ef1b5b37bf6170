using Pandok.Deidentify;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>An instance at the door whose header was read.</summary>
/// <param name="Wire">The transfer syntax of a bare data set; null for a file.</param>
internal sealed record Arrival(DicomHeader Header, TransferSyntax? Wire, Origin Origin, StudyContext Context, ReceiptWork Work);
