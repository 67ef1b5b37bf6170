using System.Runtime.InteropServices;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>
/// A block of memory as an OpenJPEG stream, to read from or to write into. The callbacks are static, touch nothing but this block, and cannot throw:
/// a write beyond its end, or a seek out of it, is answered with failure.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegMemory(byte* bytes, long capacity, long length)
{
    // OPJ_SIZE_T and OPJ_OFF_T of -1.
    private static readonly nuint Failed = nuint.MaxValue;

    private readonly byte* bytes = bytes;
    private readonly long capacity = capacity;
    private long position;

    /// <summary>Bytes that are there: all for a source, those written for a target.</summary>
    public long Length { get; private set; } = length;

    /// <summary>Makes a stream over a block that must not move while the stream lives.</summary>
    public static OpenJpegStream Open(OpenJpegMemory* memory, bool isInput)
    {
        var stream = new OpenJpegStream(OpenJpegApi.opj_stream_create((nuint)Math.Clamp(memory->capacity, 1 << 12, 1 << 20), isInput ? 1 : 0));
        if (stream.IsInvalid) throw new CodecException(CodecFault.TooLarge, "OpenJPEG has no memory for a stream");
        OpenJpegApi.opj_stream_set_read_function(stream, &Read);
        OpenJpegApi.opj_stream_set_write_function(stream, &Write);
        OpenJpegApi.opj_stream_set_skip_function(stream, &Skip);
        OpenJpegApi.opj_stream_set_seek_function(stream, &Seek);
        OpenJpegApi.opj_stream_set_user_data(stream, memory, 0);
        OpenJpegApi.opj_stream_set_user_data_length(stream, (ulong)memory->Length);
        return stream;
    }

    [UnmanagedCallersOnly]
    private static nuint Read(void* to, nuint count, void* data)
    {
        var memory = (OpenJpegMemory*)data;
        var left = memory->Length - memory->position;
        if (left <= 0) return Failed;
        var taken = (long)Math.Min(count, (ulong)left);
        Buffer.MemoryCopy(memory->bytes + memory->position, to, taken, taken);
        memory->position += taken;
        return (nuint)taken;
    }

    [UnmanagedCallersOnly]
    private static nuint Write(void* from, nuint count, void* data)
    {
        var memory = (OpenJpegMemory*)data;
        if (count > (ulong)(memory->capacity - memory->position)) return Failed;
        Buffer.MemoryCopy(from, memory->bytes + memory->position, (long)count, (long)count);
        memory->position += (long)count;
        memory->Length = Math.Max(memory->Length, memory->position);
        return count;
    }

    [UnmanagedCallersOnly]
    private static long Skip(long count, void* data)
    {
        var memory = (OpenJpegMemory*)data;
        if (count < 0) return -1;
        var skipped = Math.Min(count, memory->capacity - memory->position);
        memory->position += skipped;
        return skipped == 0 && count > 0 ? -1 : skipped;
    }

    [UnmanagedCallersOnly]
    private static int Seek(long to, void* data)
    {
        var memory = (OpenJpegMemory*)data;
        if (to < 0 || to > memory->capacity) return 0;
        memory->position = to;
        return 1;
    }
}
