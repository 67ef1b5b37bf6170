namespace Pandok.Dicom.Codecs;

/// <summary>What the headers of a lossless JPEG codestream say (ITU-T T.81 B.2.2 and B.2.3).</summary>
/// <param name="Rows">Lines, Y.</param>
/// <param name="Columns">Samples per line, X.</param>
/// <param name="Components">1 to 3.</param>
/// <param name="Precision">Bits per sample, 2 to 16.</param>
/// <param name="Predictor">Selection value of the first scan, 1 to 7 (T.81 table H.1).</param>
/// <param name="PointTransform">Low bits that were dropped before coding.</param>
/// <param name="RestartInterval">Pixels between restart markers; 0 for none.</param>
public readonly record struct JpegLosslessHeader(
    int Rows, int Columns, int Components, int Precision, int Predictor, int PointTransform, int RestartInterval)
{
    /// <summary>Bytes per decoded sample: 1 up to 8 bits of precision, else 2.</summary>
    public int SampleBytes => Precision <= 8 ? 1 : 2;

    /// <summary>Bytes of the decoded frame.</summary>
    public long FrameLength => (long)Rows * Columns * Components * SampleBytes;
}
