using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pandok.Deidentification.Verify;

/// <summary>Section 14 (a) and (g) behind the header: the bytes of Pixel Data in chunks, what code streams say beside the image, and that nothing follows.</summary>
internal sealed partial class PixelCheck(WrittenObject written, IdentitySearch search, UidSearch uids, bool isHashed, ISet<Finding> findings) : IDisposable
{
    private const int Chunk = 256 << 10;
    private const int Overlap = IdentitySearch.Longest;
    private const string At = "(7FE0,0010)";
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(Overlap + Chunk);
    private readonly byte[] head = new byte[8];
    private readonly IncrementalHash? hash = isHashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    /// <summary>Reads to the end.</summary>
    /// <returns>The hash of the pixels' bytes as a reader gives them: the value, or the fragments with their delimiter; null if nobody asked.</returns>
    public byte[]? Run()
    {
        if (written.PixelLength is { } length)
        {
            if (Pass(length, false) != length) findings.Add(new Finding(FindingCode.Structure, At));
        }
        else Fragments();
        var value = hash?.GetHashAndReset();
        var tail = written.Read(buffer.AsSpan(0, Chunk));
        if (tail > (written.IsDeflated ? 1 : 0)) findings.Add(new Finding(tail >= 8 ? FindingCode.ClassLeft : FindingCode.Structure, "(FFFC,FFFC)"));
        return value;
    }

    public void Dispose()
    {
        hash?.Dispose();
        ArrayPool<byte>.Shared.Return(buffer, clearArray: false);
    }

    private void Fragments()
    {
        while (written.Read(head) == 8)
        {
            hash?.AppendData(head);
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(head);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (mark == 0xE0DDFFFE) return;
            if (mark != 0xE000FFFE || length == uint.MaxValue || (length & 1) != 0 || Pass(length, true) != length) break;
        }
        findings.Add(new Finding(FindingCode.Structure, At));
    }

    private long Pass(long length, bool isCode)
    {
        long done = 0;
        for (var kept = 0; done < length;)
        {
            var read = written.Read(buffer.AsSpan(kept, (int)Math.Min(Chunk, length - done)));
            if (read == 0) break;
            var fresh = buffer.AsSpan(kept, read);
            hash?.AppendData(fresh);
            if (isCode && done == 0) Comments(fresh);
            if (search.IsInPixels(buffer.AsSpan(0, kept + read))) findings.Add(new Finding(FindingCode.IdentityLeft, At));
            if (uids.IsIn(buffer.AsSpan(0, kept + read))) findings.Add(new Finding(FindingCode.UidLeft, At));
            done += read;
            var keep = Math.Min(Overlap, kept + read);
            buffer.AsSpan(kept + read - keep, keep).CopyTo(buffer);
            kept = keep;
        }
        return done;
    }

    private void Comments(ReadOnlySpan<byte> code)
    {
        foreach (var range in CodeStream.Comments(code))
        {
            var text = code[range];
            if (search.Speaks(text)) findings.Add(new Finding(FindingCode.IdentityLeft, At));
            if (uids.IsIn(text)) findings.Add(new Finding(FindingCode.UidLeft, At));
            if (Patterns.Match(System.Text.Encoding.UTF8.GetString(text), true)) findings.Add(new Finding(FindingCode.PatternLeft, At));
            if (!IsOfEncoder(text)) findings.Add(new Finding(FindingCode.ClassLeft, At));
        }
    }

    // Encoders sign their work, each in its own words, with a version and nothing else. In JPEG 2000 two bytes before say that it is text.
    private static bool IsOfEncoder(ReadOnlySpan<byte> text)
    {
        if (text is [0, 0 or 1, ..]) text = text[2..];
        if (text.Length is 0 or > 400) return text.IsEmpty;
        return EncoderMark().IsMatch(System.Text.Encoding.Latin1.GetString(text).TrimEnd('\0'));
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^(Created by (GDCM/)?OpenJPEG version [\d.]+|(Creator: )?(Kakadu|OpenJPH|JasPer)\W{0,2}([Vv]er(sion)? ?)?v?[\d.]+|LEAD Technologies, Inc\. V[\d.]+|Kdu-Layer-Info:[-+\d.,()/=eE\s{}A-Za-z_]*)$", System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex EncoderMark();
}
