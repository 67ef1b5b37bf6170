using System.Buffers;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>The code of one block; empty where every coefficient is 0.</summary>
internal readonly record struct CodedBlock(byte[] Buffer, int Start, int Length)
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Start, Length);
}

/// <summary>The codes of a frame's blocks, in rented memory.</summary>
internal sealed class CodedBlocks : IDisposable
{
    private const int ChunkLength = 1 << 18;

    private readonly List<byte[]> chunks = [];
    private readonly CodedBlock[] blocks;
    private readonly int perComponent;

    internal CodedBlocks(int components, int perComponent)
    {
        this.perComponent = perComponent;
        blocks = ArrayPool<CodedBlock>.Shared.Rent(components * perComponent);
    }

    internal CodedBlock this[int component, int block] => blocks[component * perComponent + block];

    /// <summary>Codes a component's blocks.</summary>
    internal void Code(int component, BlockPlace[] places, int[] coefficients, int threads)
    {
        if (threads == 1 || places.Length == 1)
        {
            CodeSome(0, places.Length);
            return;
        }

        // A share is small enough that all threads end together: the fine bands at the end have the most to do.
        var share = Math.Max(1, places.Length / (threads * 8));
        Parallel.For(0, (places.Length + share - 1) / share, new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => CodeSome(i * share, Math.Min(places.Length, (i + 1) * share)));

        void CodeSome(int first, int end) => CodeRange(component * perComponent, places, first, end, coefficients);
    }

    private unsafe void CodeRange(int offset, BlockPlace[] places, int first, int end, int[] coefficients)
    {
        var coder = BlockCoder.OfThread;
        var (chunk, used) = (Rent(), 0);
        fixed (int* samples = coefficients)
        {
            for (var i = first; i < end; i++)
            {
                if (chunk.Length - used < BlockCoder.LargestCode)
                    (chunk, used) = (Rent(), 0);
                var place = places[i];
                int length;
                fixed (byte* target = &chunk[used])
                    length = coder.Code(samples + place.Start, place.Stride, place.Width, place.Height, target);
                blocks[offset + i] = new CodedBlock(chunk, used, length);
                used += length;
            }
        }
    }

    private byte[] Rent()
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
        lock (chunks)
            chunks.Add(chunk);
        return chunk;
    }

    public void Dispose()
    {
        foreach (var chunk in chunks)
            ArrayPool<byte>.Shared.Return(chunk);
        ArrayPool<CodedBlock>.Shared.Return(blocks, clearArray: true);
    }
}
