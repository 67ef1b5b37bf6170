using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Archive;

/// <summary>A clean instance on its way into the archive; its file is written when asked for.</summary>
/// <param name="DataSet">De-identified; everything before Pixel Data.</param>
/// <param name="Syntax">How the file is coded.</param>
/// <param name="HasPixels">There is Pixel Data behind the data set.</param>
/// <param name="WriteAsync">Writes the file; a <see cref="DicomException"/> if its source is not whole.</param>
/// <param name="Specialty">Whose field it is, judged from what the sender wrote, which is more than what stays.</param>
/// <param name="Emergency">The sender asked for it to be read at once.</param>
internal sealed record NewInstance(DataSet DataSet, TransferSyntax Syntax, bool HasPixels, Func<Stream, CancellationToken, ValueTask> WriteAsync, string Specialty, bool Emergency);
