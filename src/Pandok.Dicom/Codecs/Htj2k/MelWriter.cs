namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// The adaptive run-length coder of a block (MEL, ISO/IEC 15444-15 7.3.3): events that are mostly 0 become few bits. A kernel: the caller owns the memory.
/// </summary>
internal unsafe struct MelWriter(byte* start)
{
    // Length of the run that state k codes with one bit, as a power of two.
    private static ReadOnlySpan<byte> Exponents => [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5];

    private byte* next = start;
    private int run;
    private int state;
    private int threshold = 1;

    /// <summary>Where the next byte goes.</summary>
    public readonly byte* Next => next;

    /// <summary>Bits of the unfinished byte, as high as they will stand in it.</summary>
    public readonly int Partial => bits << Free;

    /// <summary>Free bits of the unfinished byte: 8, or 7 behind 0xFF, when it is empty.</summary>
    public int Free { get; private set; } = 8;

    private int bits;

    public void Zeros(int count)
    {
        while (run + count >= threshold)
        {
            count -= threshold - run;
            run = 0;
            Put(1);
            state = Math.Min(state + 1, Exponents.Length - 1);
            threshold = 1 << Exponents[state];
        }

        run += count;
    }

    public void One()
    {
        Put(0);
        for (var bit = Exponents[state] - 1; bit >= 0; bit--)
            Put(run >> bit & 1);
        run = 0;
        state = Math.Max(state - 1, 0);
        threshold = 1 << Exponents[state];
    }

    public void Event(bool one)
    {
        if (one)
            One();
        else
            Zeros(1);
    }

    /// <summary>Says that the pending run is at least as long as it is: the decoder stops at the end of the block.</summary>
    public void EndRun()
    {
        if (run > 0)
            Put(1);
    }

    private void Put(int bit)
    {
        bits = bits << 1 | bit;
        if (--Free > 0)
            return;
        *next++ = (byte)bits;
        Free = bits == 0xFF ? 7 : 8;
        bits = 0;
    }
}
