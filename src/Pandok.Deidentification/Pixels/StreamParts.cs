namespace Pandok.Deidentification.Pixels;

/// <summary>What stays of a codestream, in order: ranges of it and bytes that are new. Nothing is copied before <see cref="Join"/>.</summary>
internal sealed class StreamParts
{
    private readonly List<(Range Range, byte[]? Bytes)> parts = [];

    /// <summary>Something was left out.</summary>
    public bool IsShorter { get; private set; }

    public void LeaveOut() => IsShorter = true;

    public void Add(Range range) => parts.Add((range, null));

    public void Add(byte[] bytes) => parts.Add((default, bytes));

    /// <returns>What stays behind <paramref name="first"/>, with a zero byte behind it where the length would be odd.</returns>
    public byte[] Join(ReadOnlySpan<byte> code, ReadOnlySpan<byte> first)
    {
        var length = first.Length;
        foreach (var (range, bytes) in parts) length += bytes?.Length ?? range.GetOffsetAndLength(code.Length).Length;
        var joined = GC.AllocateUninitializedArray<byte>(length + (length & 1));
        first.CopyTo(joined);
        var at = first.Length;
        foreach (var (range, bytes) in parts)
        {
            var part = bytes is null ? code[range] : bytes;
            part.CopyTo(joined.AsSpan(at));
            at += part.Length;
        }
        joined.AsSpan(at).Clear();
        return joined;
    }
}
