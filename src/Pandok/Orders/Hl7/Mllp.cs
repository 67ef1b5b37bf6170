using System.Buffers;
using System.IO.Pipelines;

namespace Pandok.Orders.Hl7;

/// <summary>The Minimal Lower Layer Protocol (HL7 transport specification, MLLP release 1): a message between 0BH and 1CH 0DH.</summary>
internal static class Mllp
{
    public const int LongestMessage = 256 << 10;
    private const byte Start = 0x0B, End = 0x1C, Return = 0x0D;

    /// <summary>The next message.</summary>
    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">Something else than a message, or a longer one than is taken.</exception>
    public static async ValueTask<byte[]?> ReadAsync(PipeReader pipe, CancellationToken stop)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(stop);
            var bytes = read.Buffer;
            // Between messages only line ends are forgiven.
            while (!bytes.IsEmpty && bytes.FirstSpan[0] is Return or (byte)'\n') bytes = bytes.Slice(1);
            if (!bytes.IsEmpty && bytes.FirstSpan[0] != Start) throw new InvalidDataException("What came does not begin with 0BH");
            if (bytes.PositionOf(End) is { } end)
            {
                var message = bytes.Slice(1, end).ToArray();
                pipe.AdvanceTo(bytes.GetPosition(1, end));
                return message;
            }
            if (bytes.Length > LongestMessage) throw new InvalidDataException($"A message is longer than {LongestMessage} bytes");
            if (read.IsCompleted) return bytes.IsEmpty ? null : throw new InvalidDataException("The line ended inside a message");
            pipe.AdvanceTo(bytes.Start, bytes.End);
        }
    }

    public static byte[] Frame(byte[] message) => [Start, .. message, End, Return];
}
