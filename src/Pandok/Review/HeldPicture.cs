using Pandok.Archive;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Rendering;

namespace Pandok.Review;

/// <summary>A frame of a held original as a picture, as it is or as it would be released, made in memory.</summary>
internal static class HeldPicture
{
    // VOI LUT Sequence, Window Center and Width, and the functional groups that may hold them.
    private static readonly Tag[] Windows = [new(0x00283010), new(0x00281050), new(0x00281051), new(0x52009229), new(0x52009230)];

    /// <param name="frame">0 for the first.</param>
    /// <param name="boxes">What is blanked.</param>
    /// <param name="whole">All stored values from black to white, for a window of the file could hide text that stands outside of it.</param>
    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    /// <exception cref="DicomException">The object has no such frame.</exception>
    public static async Task<byte[]> RenderAsync(Stream file, int frame, IReadOnlyList<HeldBox> boxes, bool whole, CancellationToken stop)
    {
        var frames = await FrameSource.OpenAsync(file, stop);
        if (frame < 0 || frame >= frames.Count) throw new DicomException(DicomError.Invalid, "There is no such frame", 0, Tags.PixelData);
        var decoded = await BlankedFrame.ReadAsync(frames, frame, [.. boxes.Where(box => box.Covers(frame)).Select(box => box.ToArea())], stop);
        var set = frames.Header.DataSet.Copy();
        if (whole) foreach (var tag in Windows) set.Remove(tag);
        return PictureEncoder.Encode(FrameRenderer.Render(set, frame + 1, decoded, RenderOptions.Default), new RenderQuery(null, null, null, null, 90), PictureEncoder.Png);
    }
}
