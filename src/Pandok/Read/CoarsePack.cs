using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Pandok.Archive;
using Pandok.Archive.Renditions;

namespace Pandok.Read;

/// <summary>
/// The lowest levels of all frames of a settled series in one file, as they go out: 12 bytes (PDPK, the format, the version of the series; little endian), then the levels answer. It is
/// worth what its version says: a file of another version is as good as none.
/// </summary>
internal sealed class CoarsePack : IDisposable
{
    /// <summary>The highest level in it.</summary>
    public const int Level = 3;
    private const int HeadLength = 12;
    private const uint Magic = 0x4B504450, Format = 1;
    private readonly SafeFileHandle file;
    private readonly long[] starts;

    private CoarsePack(SafeFileHandle file, long[] starts) => (this.file, this.starts) = (file, starts);

    /// <returns>Null if there is none of this version.</returns>
    public static async Task<CoarsePack?> OpenAsync(RenditionFiles files, SeriesImage image, CancellationToken stop)
    {
        if (!image.Manifest.Complete) return null;
        SafeFileHandle file;
        try
        {
            file = files.Open(RenditionFiles.PackKeyOf(image.Manifest.Study, image.Manifest.Series));
        }
        catch (IOException)
        {
            return null;
        }
        var head = new byte[HeadLength];
        if (await RandomAccess.ReadAsync(file, head, 0, stop) == HeadLength && head.AsSpan().SequenceEqual(HeadOf(image.Manifest.Version))) return new CoarsePack(file, LevelPlan.Of(image.Places, Level, null).Starts());
        file.Dispose();
        return null;
    }

    /// <summary>Writes a pack.</summary>
    /// <param name="version">That the series will have.</param>
    public static async Task WriteAsync(Stream to, int version, SeriesImage image, LevelPlan.Reading read, CancellationToken stop)
    {
        await to.WriteAsync(HeadOf(version), stop);
        var plan = LevelPlan.Of(image.Places, Level, null);
        await plan.WriteAsync(to, 0, plan.Length, read, stop);
    }

    /// <summary>Reads bytes of a frame's codestream, up to the end of <see cref="Level"/>.</summary>
    public ValueTask ReadAsync(int frame, int first, Memory<byte> into, CancellationToken stop) => InstanceFiles.ReadAsync(file, into, HeadLength + starts[frame] + first, stop);

    /// <summary>Copies a part of the whole answer for <see cref="Level"/>.</summary>
    public Task CopyAsync(long offset, long count, Stream to, CancellationToken stop) => InstanceFiles.CopyAsync(file, HeadLength + offset, count, to, stop);

    public void Dispose() => file.Dispose();

    private static byte[] HeadOf(int version)
    {
        var head = new byte[HeadLength];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), Format);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), version);
        return head;
    }
}
