using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Pandok.Deidentification;
using Pandok.Deidentification.Mapping;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Imaging.Defacing;

namespace Pandok.Deidentify.Faces;

/// <summary>
/// Removes a face from one slice in its stored values: what goes is replaced by samples of the same slice's air, drawn by a generator that the site's key seeds, so that noise, sign, unused bits
/// and rescaling are those of the slice. Padding stays.
/// </summary>
internal static class FaceFill
{
    private const int LeastAir = 64, MostAir = 1 << 14;
    private const short AirBelow = -950;

    /// <param name="own">The mask of the slice's own series; null if it has none.</param>
    /// <param name="others">Those of other series of the same Frame of Reference.</param>
    /// <returns>How many samples were replaced.</returns>
    public static int Apply(DataSet set, DecodedFrame frame, in Section section, FaceMask? own, IReadOnlyList<FaceMask> others, Keys keys)
    {
        var hounsfield = FaceSlice.Hounsfield(set, frame);
        var stored = StoredValues.ToIntegers(frame);
        var (gone, air, guarded) = (new bool[stored.Length], new List<int>(), new bool[stored.Length]);
        var marks = new FaceMark[stored.Length];
        IReadOnlyList<FaceMask> all = own is null ? others : [own, .. others];
        foreach (var mask in all)
        {
            mask.Mark(section, marks);
            for (var i = 0; i < marks.Length; i++)
            {
                // What one series' search guards, another's may not take; only a series without its own asks all.
                if (marks[i] == FaceMark.Guarded && (own is null || mask == own)) guarded[i] = true;
                else if (FaceMask.Removes(marks[i], hounsfield[i])) gone[i] = true;
                else if (marks[i] == FaceMark.Air && mask == all[0] && hounsfield[i] < AirBelow && !FaceSlice.IsPadding(set, frame.Layout, stored[i])) air.Add(i);
            }
        }
        var width = frame.Layout.BitsAllocated / 8;
        var samples = frame.Samples.AsSpan();
        var pool = Pool(set, frame, air, width);
        var seed = Seed(set, keys);
        var changed = 0;
        for (var i = 0; i < gone.Length; i++)
        {
            if (!gone[i] || guarded[i] || FaceSlice.IsPadding(set, frame.Layout, stored[i])) continue;
            var pick = (int)(Mixed(seed + (ulong)i * 0x9E3779B97F4A7C15) % (ulong)(pool.Length / width));
            pool.AsSpan(pick * width, width).CopyTo(samples[(i * width)..]);
            changed++;
        }
        return changed;
    }

    // Samples of air as they stand in the slice; where there is too little, air without noise.
    private static byte[] Pool(DataSet set, DecodedFrame frame, List<int> air, int width)
    {
        if (air.Count < LeastAir)
        {
            var layout = frame.Layout;
            var (low, high) = layout.IsSigned ? (-(1L << (layout.BitsStored - 1)), (1L << (layout.BitsStored - 1)) - 1) : (0, (1L << layout.BitsStored) - 1);
            var value = Math.Clamp((long)Math.Round((-1000 - (set.GetNumber(Tags.RescaleIntercept) ?? 0)) / (set.GetNumber(Tags.RescaleSlope) ?? 1)), low, high);
            var bytes = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value << (layout.HighBit + 1 - layout.BitsStored));
            return bytes[..width];
        }
        var step = Math.Max(1, air.Count / MostAir);
        var pool = new byte[(air.Count + step - 1) / step * width];
        for (var n = 0; n < pool.Length / width; n++) frame.Samples.AsSpan(air[n * step] * width, width).CopyTo(pool.AsSpan(n * width));
        return pool;
    }

    private static ulong Seed(DataSet set, Keys keys) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.ASCII.GetBytes("face " + Mapped.Number(keys, "face", set.GetString(Tags.SOPInstanceUID) ?? ""))));

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
