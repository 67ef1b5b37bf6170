using System.Collections.Concurrent;
using System.Globalization;
using Pandok.Deidentification;
using Pandok.Deidentification.Faces;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentify;
using Pandok.Deidentify.Faces;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Imaging.Defacing;

namespace Pandok.Commands.Offline;

/// <summary>
/// The faces of a folder, for profiles that deface: which files may show a head is known from the headers; then series after series is searched, one volume at a time; then each file is masked
/// on its way. The outcome does not depend on the order of the work.
/// </summary>
internal sealed class FolderFaces(Folders folders, Profile profile, Keys keys)
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FaceGroup> groups = new(StringComparer.Ordinal);

    /// <summary>Tells of a file; safe for concurrent use.</summary>
    public void Add(string path, DicomHeader header)
    {
        var set = header.DataSet;
        if (!profile.Deface || HeadWords.Of(set) == HeadField.No) return;
        var section = FaceSlice.Of(set);
        var axes = section is { } known ? string.Join(',', new[] { known.Row, known.Column }.Select(axis => string.Create(CultureInfo.InvariantCulture, $"{axis.X:F2} {axis.Y:F2} {axis.Z:F2}"))) : "";
        entries[path] = new Entry($"{set.GetString(Tags.StudyInstanceUID)} {set.GetString(Tags.FrameOfReferenceUID) ?? set.GetString(Tags.SeriesInstanceUID)}", $"{set.GetString(Tags.SeriesInstanceUID)} {axes}", section);
    }

    /// <summary>Searches all volumes.</summary>
    public async Task SearchAsync(CancellationToken stop)
    {
        foreach (var group in entries.GroupBy(pair => pair.Value.Group).OrderBy(group => group.Key, StringComparer.Ordinal))
            groups[group.Key] = await FaceGroup.SearchAsync(group.Select(pair => (pair.Key, pair.Value.Series, pair.Value.Section)), path => HounsfieldAsync(path, stop));
    }

    /// <summary>Removes the face from one file.</summary>
    /// <param name="file">The original; it stands at its start again afterwards.</param>
    /// <returns>What is to be released instead, or null for the original, and why nothing was removed.</returns>
    public async Task<(FaceLook Look, Stream? Masked, FaceFault? Fault)> ApplyAsync(string path, Stream file, CancellationToken stop)
    {
        if (!entries.TryGetValue(path, out var entry)) return (FaceLook.None, null, null);
        var (own, others) = groups[entry.Group].Of(entry.Series);
        if (own?.Fault == FaceFault.NoHead) return (FaceLook.Headless, null, own.Fault);
        // A plane that is no volume of its own, cut from one that is, gets that one's mask.
        var isPart = own?.Fault is FaceFault.NotAVolume or FaceFault.NoFace && others.Count > 0;
        if (own is null || entry.Section is null || own.Mask is null && !isPart) return (FaceLook.None, null, own?.Fault ?? FaceFault.NotAVolume);
        var masked = new SealedScratch();
        try
        {
            var changed = await DefacedFile.WriteAsync(file, masked, () => new SealedScratch(), (set, frame) => Mask(set, frame, own.Mask, others, keys), stop);
            if (changed > 0)
            {
                masked.Position = 0;
                return (FaceLook.Removed, masked, null);
            }
            await masked.DisposeAsync();
            return (FaceLook.Elsewhere, null, null);
        }
        catch (Exception fault) when (fault is CodecException or DicomException)
        {
            await masked.DisposeAsync();
            return (FaceLook.None, null, FaceFault.NotAVolume);
        }
        catch
        {
            await masked.DisposeAsync();
            throw;
        }
        finally
        {
            file.Position = 0;
        }
    }

    private static int Mask(DataSet set, DecodedFrame frame, FaceMask? own, IReadOnlyList<FaceMask> others, Keys keys)
    {
        if (FaceSlice.Of(set) is not { } section) throw new CodecException(CodecFault.LayoutMismatch, "No slice of a CT");
        if (own is null)
        {
            var hounsfield = FaceSlice.Hounsfield(set, frame);
            if (!others.Any(mask => mask.Covers(section, i => hounsfield[i] > Skin))) throw new CodecException(CodecFault.LayoutMismatch, "It reaches beyond the volume that was searched");
        }
        return FaceFill.Apply(set, frame, section, own, others, keys);
    }

    private const short Skin = -400;

    private async ValueTask<short[]> HounsfieldAsync(string path, CancellationToken stop)
    {
        await using var file = File.OpenRead(folders.SourceOf(path));
        var frames = await FrameSource.OpenAsync(file, stop);
        var code = await frames.ReadAsync(0, stop);
        return FaceSlice.Hounsfield(frames.Header.DataSet, FrameDecoder.DecodeFrame(frames.Header.Syntax.Unpacked.Uid, code.Span, frames.Layout));
    }

    private sealed record Entry(string Group, string Series, Section? Section);
}
