using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>An object up to its Pixel Data, whose bytes still wait in the reader.</summary>
/// <param name="Meta">File Meta Information (PS3.10 section 7.1); empty for a data set from the wire.</param>
/// <param name="DataSet">All elements before Pixel Data.</param>
/// <param name="Syntax">How the data set and its pixels are encoded, as found; what the reader hands out is in <see cref="TransferSyntax.Unpacked"/> of it.</param>
/// <param name="Pixels">What follows, or null if the object has no pixels.</param>
public sealed record DicomHeader(DataSet Meta, DataSet DataSet, TransferSyntax Syntax, PixelDataHead? Pixels)
{
    /// <summary>The 128 bytes before the prefix; empty if the file has none.</summary>
    public ReadOnlyMemory<byte> Preamble { get; init; }
}
