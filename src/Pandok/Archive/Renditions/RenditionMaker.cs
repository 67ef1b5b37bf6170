using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Platform.Jobs;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive.Renditions;

/// <summary>Encodes the frames of an instance one by one into an object without a name: never more than one is held.</summary>
internal sealed class RenditionMaker(ObjectFiles objects, InstanceFiles files, TimeProvider time)
{
    private static readonly Tag LossyImageCompression = new(0x00282110);

    /// <param name="goesOn">Called after each frame, for work that is leased.</param>
    /// <exception cref="CodecException">A fault of this node, not of the instance.</exception>
    public async Task<MadeRendition> MakeAsync(Instance instance, Func<Task> goesOn, CancellationToken stop)
    {
        await using var file = files.Open(instance);
        DicomHeader header;
        FrameIndex index;
        try
        {
            (header, index) = await FrameIndex.ReadAsync(file, stop);
        }
        catch (DicomException)
        {
            return new MadeRendition(RowOf(instance, [.. Enumerable.Repeat(new FrameOutcome.Refused("cannotRead"), instance.Frames)], false, null), instance, null);
        }
        var frames = new List<FrameOutcome>(index.Frames);
        var written = await objects.WriteAsync(async (to, token) =>
        {
            for (var frame = 1; frame <= index.Frames; frame++)
            {
                var outcome = await OneAsync(instance, file, header, index, frame, token);
                if (outcome is FrameOutcome.Encoded encoded)
                {
                    await to.WriteAsync(encoded.Code, token);
                    outcome = encoded with { Code = default };
                }
                frames.Add(outcome);
                await goesOn();
            }
        }, stop);
        var isLossy = header.DataSet.GetString(LossyImageCompression) == "01" || frames.Exists(frame => frame is FrameOutcome.Encoded { IsIrreversible: true });
        if (frames.Exists(frame => frame is FrameOutcome.Encoded)) return new MadeRendition(RowOf(instance, frames, isLossy, written.As(RenditionFiles.KeyOf(instance))), instance, written);
        await written.DisposeAsync();
        return new MadeRendition(RowOf(instance, frames, isLossy, null), instance, null);
    }

    private static async Task<FrameOutcome> OneAsync(Instance instance, FileStream file, DicomHeader header, FrameIndex index, int frame, CancellationToken stop)
    {
        ReadOnlyMemory<byte> coded;
        try
        {
            coded = await index.ReadAsync(file, frame, stop);
        }
        catch (DicomException)
        {
            return new FrameOutcome.Refused("cannotRead");
        }
        return await BackgroundThread.RunAsync(() => FrameRendition.Make(instance.TransferSyntax, coded.Span, PixelLayout.Of(header), header.DataSet, frame));
    }

    private Rendition RowOf(Instance instance, List<FrameOutcome> frames, bool isLossy, StoredObject? stored)
    {
        var first = frames.OfType<FrameOutcome.Encoded>().FirstOrDefault();
        return new Rendition
        {
            InstanceUid = instance.Uid,
            SeriesUid = instance.SeriesUid,
            StudyUid = instance.StudyUid,
            ObjectKey = stored?.Key,
            Size = stored?.Size ?? 0,
            Sha256 = stored?.Sha256 ?? "",
            BitsStored = first?.Image.Precision ?? 0,
            Signed = first?.Image.Signed ?? false,
            Samples = first?.Image.Components ?? 0,
            Photometric = first?.Photometric ?? "",
            Lossy = isLossy,
            Frames = RenditionFrames.Write(frames),
            MadeAt = time.GetUtcNow(),
        };
    }
}
