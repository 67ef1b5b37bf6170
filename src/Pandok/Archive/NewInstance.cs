using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Archive;

/// <summary>A clean instance on its way into the archive: its header is in memory, its pixels are copied when asked for.</summary>
/// <param name="DataSet">De-identified; everything before Pixel Data.</param>
/// <param name="Head">The file up to Pixel Data, as verified.</param>
/// <param name="Syntax">How head and pixels are coded.</param>
/// <param name="Pixels">The head of Pixel Data, or null.</param>
/// <param name="CopyRestAsync">Copies Pixel Data to a stream and reads the source to its end; throws if the source is not whole.</param>
/// <param name="Specialty">Whose field it is, judged from what the sender wrote, which is more than what stays.</param>
/// <param name="Emergency">The sender asked for it to be read at once.</param>
internal sealed record NewInstance(DataSet DataSet, ReadOnlyMemory<byte> Head, TransferSyntax Syntax, PixelDataHead? Pixels, Func<Stream, CancellationToken, ValueTask> CopyRestAsync, string Specialty, bool Emergency);
