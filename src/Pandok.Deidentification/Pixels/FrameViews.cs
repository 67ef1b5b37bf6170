using System.Buffers;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Rendering;

namespace Pandok.Deidentification.Pixels;

/// <summary>The pictures of a frame that a person could see: as the data set windows it, the whole range of its values, and of colour the lightest and the darkest channel.</summary>
internal static class FrameViews
{
    /// <param name="set">The object's attributes.</param>
    /// <param name="frame">1 for the first.</param>
    /// <param name="decoded">The frame as a reader gets it.</param>
    /// <exception cref="CodecException">It cannot be drawn.</exception>
    public static IReadOnlyList<GrayImage> Of(DataSet set, int frame, DecodedFrame decoded)
    {
        var picture = FrameRenderer.Render(set, frame, decoded, new RenderOptions(Overlays: false));
        if (picture.Components == 3) return OfColour(picture);
        var views = new List<GrayImage> { new(picture.Width, picture.Height, picture.Pixels) };
        if (decoded.Layout.BitsStored > 8 || set.Contains(Tags.WindowCenter)) AddIfOther(views, WholeRange(decoded));
        return views;
    }

    private static void AddIfOther(List<GrayImage> views, byte[] pixels)
    {
        if (!pixels.AsSpan().SequenceEqual(views[0].Pixels)) views.Add(views[0] with { Pixels = pixels });
    }

    // From the lowest to the highest value: text written in an extreme value stands out whatever the window is.
    private static byte[] WholeRange(DecodedFrame decoded)
    {
        if (decoded.Layout is { BitsAllocated: 8 or 16, IsFloat: false }) return OfIntegers(decoded);
        var values = StoredValues.ToNumbers(decoded);
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (value < lowest) lowest = value;
            if (value > highest) highest = value;
        }
        var factor = highest > lowest ? 255 / (highest - lowest) : 0;
        var pixels = new byte[values.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = double.IsNaN(values[i]) ? (byte)0 : (byte)((values[i] - lowest) * factor);
        return pixels;
    }

    // The same; each value between the two is reckoned once.
    private static byte[] OfIntegers(DecodedFrame decoded)
    {
        var rented = ArrayPool<int>.Shared.Rent((int)decoded.Layout.SampleCount);
        var values = rented.AsSpan(0, (int)decoded.Layout.SampleCount);
        StoredValues.Read(decoded.Samples, decoded.Layout, values);
        var (lowest, highest) = (int.MaxValue, int.MinValue);
        foreach (var value in values) (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        var factor = highest > lowest ? 255 / ((double)highest - lowest) : 0;
        var greys = new byte[highest - lowest + 1];
        for (var i = 0; i < greys.Length; i++) greys[i] = (byte)(i * factor);
        var pixels = new byte[values.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = greys[values[i] - lowest];
        ArrayPool<int>.Shared.Return(rented);
        return pixels;
    }

    private static GrayImage[] OfColour(RenderedImage picture)
    {
        byte[] lightest = new byte[picture.Width * picture.Height], darkest = new byte[lightest.Length];
        for (var i = 0; i < lightest.Length; i++)
        {
            var (r, g, b) = (picture.Pixels[3 * i], picture.Pixels[3 * i + 1], picture.Pixels[3 * i + 2]);
            lightest[i] = Math.Max(r, Math.Max(g, b));
            darkest[i] = Math.Min(r, Math.Min(g, b));
        }
        var light = new GrayImage(picture.Width, picture.Height, lightest);
        return lightest.AsSpan().SequenceEqual(darkest) ? [light] : [light, light with { Pixels = darkest }];
    }
}
