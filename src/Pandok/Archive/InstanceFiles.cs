using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>Reads archived instances: whole, their headers, or one decoded frame.</summary>
internal sealed class InstanceFiles(ObjectFiles objects)
{
    public FileStream Open(Instance instance) => objects.Open(instance.ObjectKey);

    /// <summary>The headers, in the order asked for.</summary>
    public async Task<IReadOnlyList<DataSet>> HeadersAsync(IReadOnlyList<Instance> instances, CancellationToken stop)
    {
        var headers = new List<DataSet>(instances.Count);
        foreach (var instance in instances) headers.Add((await HeaderAsync(instance, stop)).DataSet);
        return headers;
    }

    public async Task<DicomHeader> HeaderAsync(Instance instance, CancellationToken stop)
    {
        await using var file = Open(instance);
        return await new DicomReader(file).ReadFileAsync(stop);
    }

    /// <summary>A frame as the viewer expects it: little endian, samples interleaved by pixel, colour as RGB.</summary>
    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    public async Task<byte[]> DecodedFrameAsync(Instance instance, int frame, CancellationToken stop)
    {
        await using var file = Open(instance);
        var (header, coded) = await FrameReader.ReadAsync(file, frame, stop);
        return FrameDecoder.Decode(header.Syntax.Uid, coded.Span, PixelLayout.Of(header));
    }

    /// <summary>A frame as it is stored.</summary>
    public async Task<ReadOnlyMemory<byte>> CodedFrameAsync(Instance instance, int frame, CancellationToken stop)
    {
        await using var file = Open(instance);
        return (await FrameReader.ReadAsync(file, frame, stop)).Coded;
    }
}
