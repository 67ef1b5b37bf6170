using System.Text;

namespace Pandok.Dicom.Web;

/// <summary>
/// Reads multipart/related (RFC 2387, RFC 2046 section 5.1) as a stream, part by part: memory is one buffer, whatever the body says.
/// One reader reads one body; it is not safe for concurrent use.
/// </summary>
/// <param name="body">The bytes; not disposed.</param>
/// <param name="boundary">As <see cref="BoundaryOf"/> gives it.</param>
/// <param name="limits">Null for the defaults.</param>
#pragma warning disable CA1001 // a part's stream holds nothing
public sealed class MultipartReader(Stream body, string boundary, MultipartLimits? limits = null)
#pragma warning restore CA1001
{
    private const int BufferSize = 64 << 10;
    private readonly MultipartLimits limits = limits ?? MultipartLimits.Default;
    private readonly byte[] delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
    // The first boundary needs no line end before it: the buffer starts as if there had been one.
    private readonly byte[] buffer = [.. "\r\n"u8, .. new byte[BufferSize]];
    private int start;
    private int end = 2;
    // Bytes from start that are known to be the part's; and whether a delimiter follows them.
    private int clear;
    private bool delimited;
    private long position = -2;
    private int number;
    private bool ended;
    private PartStream? open;

    /// <summary>The boundary that a Content-Type names.</summary>
    /// <exception cref="MultipartException">NotMultipart.</exception>
    public static string BoundaryOf(string? contentType)
    {
        if (!MediaRange.TryParse(contentType, out var media) || media.Type != "multipart") throw new MultipartException(MultipartFault.NotMultipart, "The body is not multipart", 0, 0);
        var boundary = media.Parameters.GetValueOrDefault("boundary") ?? string.Empty;
        // RFC 2046 section 5.1.1: these characters, no space at the end. It allows 70; Orthanc sends 73, and nothing breaks by more.
        return boundary.Length is >= 1 and <= 200 && boundary[^1] != ' ' && boundary.All(c => char.IsAsciiLetterOrDigit(c) || "'()+_,-./:=? ".Contains(c, StringComparison.Ordinal))
            ? boundary
            : throw new MultipartException(MultipartFault.NotMultipart, "The boundary is missing or has characters that none may have", 0, 0);
    }

    /// <summary>The next part; what was not read of the one before is skipped.</summary>
    /// <returns>Null after the last.</returns>
    /// <exception cref="MultipartException">Truncated, Malformed, TooManyParts, TooLarge.</exception>
    public async ValueTask<MultipartPart?> NextAsync(CancellationToken stop)
    {
        if (ended) return null;
        if (open is null) await SkipAsync(limits.PreambleBytes, stop).ConfigureAwait(false);
        else await open.SkipAsync(stop).ConfigureAwait(false);
        open = null;
        Take(delimiter.Length);
        delimited = false;
        clear = 0;
        if (!await EndsLineAsync(stop).ConfigureAwait(false))
        {
            ended = true;
            return null;
        }
        if (++number > limits.Parts) throw Fault(MultipartFault.TooManyParts, $"More than {limits.Parts} parts");
        var headers = await ReadHeadersAsync(stop).ConfigureAwait(false);
        open = new PartStream(this, limits.PartBytes);
        return new MultipartPart(number, headers, open);
    }

    private MultipartException Fault(MultipartFault fault, string message) => new(fault, message, number, position);

    private ReadOnlySpan<byte> Waiting => buffer.AsSpan(start, end - start);

    private void Take(int count)
    {
        start += count;
        position += count;
    }

    private async ValueTask SkipAsync(long limit, CancellationToken stop)
    {
        for (long skipped = 0; ;)
        {
            var count = await ClearAsync(stop).ConfigureAwait(false);
            if (count == 0) return;
            if ((skipped += count) > limit + 2) throw Fault(MultipartFault.TooLarge, "Longer than its limit");
            Take(count);
            clear -= count;
        }
    }

    /// <summary>Bytes at <see cref="start"/> that belong to the part; 0 where its delimiter stands.</summary>
    private async ValueTask<int> ClearAsync(CancellationToken stop)
    {
        while (clear == 0 && !delimited)
        {
            var found = Waiting.IndexOf(delimiter);
            if (found >= 0) (clear, delimited) = (found, true);
            else
            {
                // The last bytes may be the beginning of a delimiter.
                clear = Math.Max(0, end - start - delimiter.Length + 1);
                if (clear == 0 && !await FillAsync(stop).ConfigureAwait(false)) throw Fault(MultipartFault.Truncated, "The body ends without its closing boundary");
            }
        }
        return clear;
    }

    private async ValueTask<bool> FillAsync(CancellationToken stop)
    {
        if (start > 0)
        {
            Waiting.CopyTo(buffer);
            end -= start;
            start = 0;
        }
        var read = await body.ReadAsync(buffer.AsMemory(end), stop).ConfigureAwait(false);
        end += read;
        return read > 0;
    }

    // After a delimiter: "--" closes the body; else spaces and a line end (RFC 2046 section 5.1.1, transport-padding).
    private async ValueTask<bool> EndsLineAsync(CancellationToken stop)
    {
        if (await PeekAsync(2, stop).ConfigureAwait(false) && Waiting is [(byte)'-', (byte)'-', ..]) return false;
        for (var padding = 0; await PeekAsync(2, stop).ConfigureAwait(false); padding++)
        {
            if (Waiting is [(byte)'\r', (byte)'\n', ..])
            {
                Take(2);
                return true;
            }
            if (Waiting[0] is not ((byte)' ' or (byte)'\t') || padding > 64) throw Fault(MultipartFault.Malformed, "A boundary is followed by something else than a line end");
            Take(1);
        }
        throw Fault(MultipartFault.Truncated, "The body ends in a boundary line");
    }

    private async ValueTask<bool> PeekAsync(int count, CancellationToken stop)
    {
        while (end - start < count)
        {
            if (!await FillAsync(stop).ConfigureAwait(false)) return false;
        }
        return true;
    }

    private async ValueTask<IReadOnlyDictionary<string, string>> ReadHeadersAsync(CancellationToken stop)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? last = null;
        for (var (bytes, lines) = (0, 0); ; lines++)
        {
            int length;
            while ((length = Waiting.IndexOf("\r\n"u8)) < 0)
            {
                if (end - start > limits.HeaderBytes) throw Fault(MultipartFault.TooLarge, "The headers are longer than their limit");
                if (!await FillAsync(stop).ConfigureAwait(false)) throw Fault(MultipartFault.Truncated, "The body ends in a part's headers");
            }
            var line = Encoding.Latin1.GetString(Waiting[..length]);
            if ((bytes += length) > limits.HeaderBytes || lines > limits.HeaderLines) throw Fault(MultipartFault.TooLarge, "The headers are longer than their limit");
            if (length > 0 && line[0] is ' ' or '\t' && last is not null) headers[last] += ' ' + line.Trim();
            else if (length > 0) last = Header(line, headers);
            // The line end before a part's bytes may be the one of the next delimiter: an empty part has none of its own.
            if (length == 0)
            {
                delimited = await PeekAsync(delimiter.Length, stop).ConfigureAwait(false) && Waiting.StartsWith(delimiter);
                if (!delimited) Take(2);
                return headers;
            }
            Take(length + 2);
        }
    }

    private string Header(string line, Dictionary<string, string> headers)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || line.AsSpan(0, colon).ContainsAny(" \t") || line.Any(char.IsControl)) throw Fault(MultipartFault.Malformed, "A part's header is malformed");
        headers.TryAdd(line[..colon], line[(colon + 1)..].Trim());
        return line[..colon];
    }

    private sealed class PartStream(MultipartReader owner, long limit) : Stream
    {
        private long handedOut;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => handedOut; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!ReferenceEquals(owner.open, this) || buffer.IsEmpty) return 0;
            var count = Math.Min(buffer.Length, await owner.ClearAsync(cancellationToken).ConfigureAwait(false));
            Count(count);
            owner.Waiting[..count].CopyTo(buffer.Span);
            owner.Take(count);
            owner.clear -= count;
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public async ValueTask SkipAsync(CancellationToken stop)
        {
            while (await owner.ClearAsync(stop).ConfigureAwait(false) is > 0 and var count)
            {
                Count(count);
                owner.Take(count);
                owner.clear -= count;
            }
        }

        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Parts are read asynchronously.");
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private void Count(int count)
        {
            if ((handedOut += count) > limit) throw owner.Fault(MultipartFault.TooLarge, $"The part is longer than {limit} bytes");
        }
    }
}
