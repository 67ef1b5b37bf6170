namespace Pandok.Dicom.Tests.Codecs;

/// <summary>A plain, slow writer of lossless JPEG from the text of T.81, to give the decoder every variant.</summary>
internal sealed record LosslessJpegWriter(
    int Rows, int Columns, int Components, int Precision, int Predictor = 1, int PointTransform = 0, int RestartRows = 0, bool OneScanPerComponent = false)
{
    // One code of each length 2..16 and two of length 16 at the end: SSSS 0..16, so that rare symbols have the longest codes.
    private static readonly byte[] Counts = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3];

    /// <summary>Order of symbols from short to long codes.</summary>
    internal byte[] Symbols { get; init; } = [4, 3, 5, 2, 6, 1, 0, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    internal byte[] Write(ushort[] samples)
    {
        var code = new List<byte>();
        WriteHeader(code);
        if (OneScanPerComponent)
        {
            for (var c = 0; c < Components; c++)
                WriteScan(code, samples, [c]);
        }
        else
        {
            WriteScan(code, samples, [.. Enumerable.Range(0, Components)]);
        }

        code.AddRange([0xFF, 0xD9]);
        return [.. code];
    }

    /// <summary>A stream of headers and one scan that has no data.</summary>
    internal byte[] Header()
    {
        var code = new List<byte>();
        WriteHeader(code);
        WriteScanHeader(code, [.. Enumerable.Range(0, Components)]);
        return [.. code];
    }

    private void WriteHeader(List<byte> code)
    {
        code.AddRange([0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 0x20, 0x20]);
        code.AddRange([0xFF, 0xC3, 0, (byte)(8 + Components * 3), (byte)Precision, (byte)(Rows >> 8), (byte)Rows, (byte)(Columns >> 8), (byte)Columns, (byte)Components]);
        for (var c = 0; c < Components; c++)
            code.AddRange([(byte)(c + 1), 0x11, 0]);
        code.AddRange([0xFF, 0xC4, 0, (byte)(2 + 17 + Symbols.Length), 0, .. Counts, .. Symbols]);
        if (RestartRows > 0)
            code.AddRange([0xFF, 0xDD, 0, 4, (byte)(RestartRows * Columns >> 8), (byte)(RestartRows * Columns)]);
    }

    private void WriteScanHeader(List<byte> code, int[] components)
    {
        code.AddRange([0xFF, 0xDA, 0, (byte)(6 + components.Length * 2), (byte)components.Length]);
        foreach (var c in components)
            code.AddRange([(byte)(c + 1), 0]);
        code.AddRange([(byte)Predictor, 0, (byte)PointTransform]);
    }

    private void WriteScan(List<byte> code, ushort[] samples, int[] components)
    {
        WriteScanHeader(code, components);
        var bits = new List<bool>();
        var interval = RestartRows == 0 ? Rows : RestartRows;
        for (var y = 0; y < Rows; y++)
        {
            if (y > 0 && y % interval == 0)
            {
                Flush(bits, code);
                code.AddRange([0xFF, (byte)(0xD0 + (y / interval - 1) % 8)]);
            }

            for (var x = 0; x < Columns; x++)
                foreach (var c in components)
                    WriteDifference(bits, (ushort)(At(samples, x, y, c) - Predict(samples, x, y, c, y % interval == 0)));
        }

        Flush(bits, code);
    }

    private int At(ushort[] samples, int x, int y, int c) => samples[(y * Columns + x) * Components + c] >> PointTransform;

    private int Predict(ushort[] samples, int x, int y, int c, bool first)
    {
        if (first)
            return x == 0 ? 1 << (Precision - PointTransform - 1) : At(samples, x - 1, y, c);
        if (x == 0)
            return At(samples, x, y - 1, c);
        int a = At(samples, x - 1, y, c), b = At(samples, x, y - 1, c), d = At(samples, x - 1, y - 1, c);
        return Predictor switch
        {
            1 => a,
            2 => b,
            3 => d,
            4 => a + b - d,
            5 => a + ((b - d) >> 1),
            6 => b + ((a - d) >> 1),
            _ => (a + b) / 2,
        };
    }

    private void WriteDifference(List<bool> bits, ushort modulo)
    {
        var difference = modulo > 32768 ? modulo - 65536 : modulo;
        var ssss = 0;
        for (var rest = Math.Abs(difference); rest > 0; rest >>= 1)
            ssss++;
        var (value, length) = CodeOf(ssss);
        Append(bits, value, length);
        if (ssss is > 0 and < 16)
            Append(bits, difference < 0 ? difference - 1 : difference, ssss);
    }

    private (int Code, int Length) CodeOf(int ssss)
    {
        int code = 0, next = 0;
        for (var length = 1; length <= 16; length++, code <<= 1)
            for (var i = 0; i < Counts[length - 1]; i++, code++)
                if (Symbols[next++] == ssss)
                    return (code, length);
        throw new InvalidOperationException($"No code for {ssss}");
    }

    private static void Append(List<bool> bits, int value, int length)
    {
        for (var bit = length - 1; bit >= 0; bit--)
            bits.Add((value >> bit & 1) != 0);
    }

    private static void Flush(List<bool> bits, List<byte> code)
    {
        while (bits.Count % 8 != 0)
            bits.Add(true);
        for (var at = 0; at < bits.Count; at += 8)
        {
            var value = 0;
            for (var bit = 0; bit < 8; bit++)
                value = value << 1 | (bits[at + bit] ? 1 : 0);
            code.Add((byte)value);
            if (value == 0xFF)
                code.Add(0);
        }

        bits.Clear();
    }
}
