using Pandok.Deidentification.Pixels.Detection;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Pixels;

/// <summary>
/// Overlay planes (PS3.3 C.9.2) under the Clean Graphics Option (PS3.15 E.3.3): a region of interest of a few parts in which neither setting of the detector finds text stays, as its bitmap and nothing else: no label,
/// description or comment, no bit behind the last. All other overlays go with the header's rules.
/// </summary>
internal static class OverlayGraphics
{
    private const long MostBits = 1L << 28;

    // Regions of a plane, and holes in them: letters are more.
    private const int MostParts = 4;

    /// <summary>The elements that stay.</summary>
    /// <param name="set">The object as it came.</param>
    /// <param name="profile">Without the option nothing stays.</param>
    public static IReadOnlyList<DataElement> Of(DataSet set, Profile profile)
    {
        if (!profile.Has(Options.CleanGraphics)) return [];
        var kept = new DataSet();
        for (uint group = 0x6000; group <= 0x601E; group += 2)
        {
            if (Plane.Read(set, group) is { Type: "R" } plane && !plane.HasText()) plane.Write(set, kept);
        }
        return [.. kept];
    }

    /// <summary>The verifier's look at what was written.</summary>
    public static IReadOnlyList<Finding> Look(DicomHeader header, Stream file)
    {
        var found = new List<Finding>();
        for (uint group = 0x6000; group <= 0x601E; group += 2)
        {
            var tag = new Tag(group << 16 | 0x3000);
            if (header.DataSet.Contains(tag) && Plane.Read(header.DataSet, group)?.HasText() != false) found.Add(new Finding(FindingCode.ClassLeft, tag.ToString()));
        }
        return found;
    }

    private sealed record Plane(uint Group, int Rows, int Columns, int Frames, string? Type, ReadOnlyMemory<byte> Bits)
    {
        /// <summary>Null where there is no plane of its own bits, or they do not suffice.</summary>
        public static Plane? Read(DataSet set, uint group)
        {
            Tag At(uint element) => new(group << 16 | element);
            var (rows, columns, frames) = (set.GetInteger(At(0x0010)) ?? 0, set.GetInteger(At(0x0011)) ?? 0, set.GetInteger(At(0x0015)) ?? 1);
            if (rows is < 1 or > ushort.MaxValue || columns is < 1 or > ushort.MaxValue || frames is < 1 or > 10_000 || rows * columns > MostBits || rows * columns * frames > MostBits) return null;
            if (set.GetInteger(At(0x0100)) != 1 || set.GetInteger(At(0x0102)) != 0 || set.GetIntegers(At(0x0050)).Length != 2) return null;
            var bits = set.GetBytes(At(0x3000));
            return bits.Length * 8L < rows * columns * frames ? null : new Plane(group, (int)rows, (int)columns, (int)frames, set.GetString(At(0x0040)), bits);
        }

        public bool HasText()
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                var image = Draw(frame);
                if (Parts(image, 255) > MostParts || Parts(image, 0) > MostParts + 1) return true;
                if (TextDetector.Find(image, DetectorSettings.Recall).Count > 0 || TextDetector.Find(image, DetectorSettings.Verifying).Count > 0) return true;
            }
            return false;
        }

        private static int Parts(GrayImage image, byte value)
        {
            var ink = new byte[image.Pixels.Length];
            for (var i = 0; i < ink.Length; i++) ink[i] = image.Pixels[i] == value ? InkMap.Bright : (byte)0;
            return InkParts.Of(image, ink).Count;
        }

        public void Write(DataSet from, DataSet to)
        {
            Tag At(uint element) => new(Group << 16 | element);
            to.SetIntegers(At(0x0010), Vr.US, Rows).SetIntegers(At(0x0011), Vr.US, Columns);
            if (from.Contains(At(0x0015))) to.Set(At(0x0015), Vr.IS, Frames.ToString(System.Globalization.CultureInfo.InvariantCulture));
            to.Set(At(0x0040), Vr.CS, "R").SetIntegers(At(0x0050), Vr.SS, [.. from.GetIntegers(At(0x0050)).Select(place => Math.Clamp(place, short.MinValue, short.MaxValue))]);
            if (from.GetInteger(At(0x0051)) is { } first and > 0 and <= ushort.MaxValue) to.SetIntegers(At(0x0051), Vr.US, first);
            to.SetIntegers(At(0x0100), Vr.US, 1).SetIntegers(At(0x0102), Vr.US, 0).Set(DataElement.Of(At(0x3000), Vr.OW, Exact()));
        }

        // As many bits as there are pixels, and zeros behind them.
        private byte[] Exact()
        {
            var count = (long)Rows * Columns * Frames;
            var exact = new byte[(count + 15) / 16 * 2];
            Bits.Span[..(int)Math.Min(Bits.Length, (count + 7) / 8)].CopyTo(exact);
            if (count % 8 != 0) exact[count / 8] &= (byte)((1 << (int)(count % 8)) - 1);
            return exact;
        }

        private GrayImage Draw(int frame)
        {
            var pixels = new byte[Rows * Columns];
            var bits = Bits.Span;
            for (var i = 0; i < pixels.Length; i++)
            {
                var bit = (long)frame * pixels.Length + i;
                if ((bits[(int)(bit >> 3)] >> (int)(bit & 7) & 1) != 0) pixels[i] = 255;
            }
            return new GrayImage(Columns, Rows, pixels);
        }
    }
}
