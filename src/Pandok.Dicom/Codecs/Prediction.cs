namespace Pandok.Dicom.Codecs;

/// <summary>Turns a row of differences into samples (T.81 H.1.2). Rows hold <c>step</c> components interleaved, so the left neighbour is <c>step</c> back.</summary>
internal static class Prediction
{
    /// <summary>The first row of a scan or restart interval: from the left; its first pixel from the middle of the range.</summary>
    internal static void FirstRow(ReadOnlySpan<int> differences, Span<ushort> row, int step, int middle)
    {
        for (var i = 0; i < step; i++)
            row[i] = (ushort)(middle + differences[i]);
        for (var i = step; i < row.Length; i++)
            row[i] = (ushort)(row[i - step] + differences[i]);
    }

    /// <summary>Any other row: its first pixel from above, the rest by the selected predictor. All arithmetic is modulo 65536.</summary>
    internal static void NextRow(ReadOnlySpan<int> differences, ReadOnlySpan<ushort> above, Span<ushort> row, int step, int predictor)
    {
        differences = differences[..row.Length];
        above = above[..row.Length];
        for (var i = 0; i < step; i++)
            row[i] = (ushort)(above[i] + differences[i]);
        switch (predictor)
        {
            case 1:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(row[i - step] + differences[i]);
                break;
            case 2:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(above[i] + differences[i]);
                break;
            case 3:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(above[i - step] + differences[i]);
                break;
            case 4:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(row[i - step] + above[i] - above[i - step] + differences[i]);
                break;
            case 5:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(row[i - step] + ((above[i] - above[i - step]) >> 1) + differences[i]);
                break;
            case 6:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(above[i] + ((row[i - step] - above[i - step]) >> 1) + differences[i]);
                break;
            default:
                for (var i = step; i < row.Length; i++)
                    row[i] = (ushort)(((row[i - step] + above[i]) >> 1) + differences[i]);
                break;
        }
    }
}
