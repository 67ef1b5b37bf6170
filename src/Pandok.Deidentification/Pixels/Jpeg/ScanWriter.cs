namespace Pandok.Deidentification.Pixels.Jpeg;

/// <summary>Writes entropy-coded data with its stuffed zeros (T.81 F.1.2.3).</summary>
internal sealed class ScanWriter(List<byte> to)
{
    private ulong bits;
    private int count;

    public void Write(int value, int length)
    {
        if (length == 0) return;
        bits = bits << length | (uint)(value & ((1 << length) - 1));
        for (count += length; count >= 8; count -= 8)
        {
            var next = (byte)(bits >> (count - 8));
            to.Add(next);
            if (next == 0xFF) to.Add(0);
        }
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Finish()
    {
        if (count > 0) Write(0x7F, 8 - count);
    }
}
