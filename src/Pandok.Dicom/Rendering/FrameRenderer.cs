using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>
/// Makes a picture to look at of one decoded frame, by the grayscale transformation sequence of PS3.4 N.2: modality transformation, values of interest,
/// presentation (MONOCHROME1 inverts), then the overlays. Palette colour goes through its tables; colour that is RGB stays as it is.
/// </summary>
public static class FrameRenderer
{
    private static readonly Tag PresentationLutShape = new(0x20500020);
    private static readonly Tag PixelPaddingValue = new(0x00280120);
    private static readonly Tag PixelPaddingRangeLimit = new(0x00280121);

    /// <summary>Renders a frame.</summary>
    /// <param name="set">The instance's attributes, without its pixels.</param>
    /// <param name="frame">1 for the first: functional groups and overlays may differ by frame.</param>
    /// <param name="decoded">The frame, decoded with <see cref="ColourRule.ForReading"/>.</param>
    /// <param name="options">What the asker wants otherwise.</param>
    /// <exception cref="CodecException">LayoutMismatch: a palette image without its tables, or a colour space that cannot be drawn.</exception>
    public static RenderedImage Render(DataSet set, int frame, DecodedFrame decoded, RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(decoded);
        ArgumentNullException.ThrowIfNull(options);
        var layout = decoded.Layout;
        var picture = layout switch
        {
            { SamplesPerPixel: 3, PhotometricInterpretation: Photometric.Rgb } => RenderColour(decoded),
            { SamplesPerPixel: 1, PhotometricInterpretation: Photometric.PaletteColor } => RenderPalette(set, decoded),
            { SamplesPerPixel: 1 } => RenderGrey(set, frame, decoded, options),
            _ => throw new CodecException(CodecFault.LayoutMismatch, $"{layout.PhotometricInterpretation} with {layout.SamplesPerPixel} samples per pixel cannot be drawn"),
        };
        if (options.Overlays) Overlay.Draw(set, frame, decoded, picture);
        return picture;
    }

    private static RenderedImage RenderGrey(DataSet set, int frame, DecodedFrame decoded, RenderOptions options)
    {
        var layout = decoded.Layout;
        var modality = ModalityTransform.Of(set, frame, layout.IsSigned);
        var voi = Voi.Of(set, frame, options.Window, modality.GivesSigned(layout.IsSigned)) ?? Whole(set, decoded, modality);
        // PS3.3 C.7.6.3.1.2 and C.11.6: MONOCHROME1 shows its lowest value white; so does a Presentation LUT Shape of INVERSE.
        var inverse = set.GetString(PresentationLutShape) is { } shape ? shape == "INVERSE" : layout.PhotometricInterpretation == Photometric.Monochrome1;
        byte Grey(double stored)
        {
            var part = voi(modality.Apply(stored));
            return (byte)Math.Round(255 * (inverse ? 1 - part : part));
        }

        var pixels = new byte[layout.PixelCount];
        if (layout is { BitsAllocated: 8 or 16, IsFloat: false }) ThroughTable(decoded, Grey, pixels);
        else
        {
            var values = StoredValues.ToNumbers(decoded);
            for (var i = 0; i < pixels.Length; i++) pixels[i] = double.IsNaN(values[i]) ? (byte)0 : Grey(values[i]);
        }
        return new RenderedImage(layout.Columns, layout.Rows, 1, pixels);
    }

    // Each bit pattern is computed once, the first time it is met.
    private static void ThroughTable(DecodedFrame decoded, Func<double, byte> grey, byte[] pixels)
    {
        var wide = decoded.Layout.BitsAllocated == 16;
        var table = new short[wide ? 65536 : 256];
        table.AsSpan().Fill(-1);
        var samples = decoded.Samples;
        Span<int> one = stackalloc int[1];
        var single = decoded.Layout with { Rows = 1, Columns = 1 };
        for (var i = 0; i < pixels.Length; i++)
        {
            var pattern = wide ? BinaryPrimitives.ReadUInt16LittleEndian(samples.AsSpan(2 * i)) : samples[i];
            if (table[pattern] < 0)
            {
                StoredValues.Read(samples.AsSpan(wide ? 2 * i : i), single, one);
                table[pattern] = grey(one[0]);
            }
            pixels[i] = (byte)table[pattern];
        }
    }

    // Without a window: 8-bit pictures as they are, others from the frame's lowest to its highest value, padding left out (PS3.3 C.7.5.1.1.2).
    private static Func<double, double> Whole(DataSet set, DecodedFrame decoded, ModalityTransform modality)
    {
        if (decoded.Layout is { BitsStored: 8, IsSigned: false, IsFloat: false }) return Window.Of(modality.Apply(0), modality.Apply(255)).Apply;
        if (decoded.Layout.BitsStored == 1) return value => value;
        var (padding, limit) = (PaddingOf(set, PixelPaddingValue, decoded.Layout), PaddingOf(set, PixelPaddingRangeLimit, decoded.Layout));
        var (from, to) = padding is { } value ? (Math.Min(value, limit ?? value), Math.Max(value, limit ?? value)) : (double.NaN, double.NaN);
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var stored in StoredValues.ToNumbers(decoded))
        {
            if (!double.IsFinite(stored) || (stored >= from && stored <= to)) continue;
            var shown = modality.Apply(stored);
            if (shown < lowest) lowest = shown;
            if (shown > highest) highest = shown;
        }
        return lowest < highest ? Window.Of(lowest, highest).Apply : value => value >= highest ? 1 : 0;
    }

    // The VR of padding may be US where stored values are signed: the bits count.
    private static double? PaddingOf(DataSet set, Tag tag, in PixelLayout layout) =>
        set.GetInteger(tag) is { } value ? layout is { IsSigned: true, BitsAllocated: 16 } ? (short)value : value : null;

    private static RenderedImage RenderPalette(DataSet set, DecodedFrame decoded)
    {
        var layout = decoded.Layout;
        var palette = Palette.Read(set, layout.IsSigned)
            ?? throw new CodecException(CodecFault.LayoutMismatch, "PALETTE COLOR without its three tables (0028,1101-1103), (0028,1201-1203) cannot be drawn");
        var values = StoredValues.ToIntegers(decoded);
        var colours = new Dictionary<int, int>();
        var pixels = new byte[3 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (!colours.TryGetValue(values[i], out var colour)) colours[values[i]] = colour = palette.Colour(values[i]);
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
        }
        return new RenderedImage(layout.Columns, layout.Rows, 3, pixels);
    }

    private static RenderedImage RenderColour(DecodedFrame decoded)
    {
        var layout = decoded.Layout;
        if (layout is { BitsAllocated: 8, BitsStored: 8 }) return new RenderedImage(layout.Columns, layout.Rows, 3, [.. decoded.Samples]);
        var values = StoredValues.ToNumbers(decoded);
        var highest = Math.Pow(2, layout.BitsStored) - 1;
        var pixels = new byte[values.Length];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)Math.Round(Math.Clamp(values[i] / highest, 0, 1) * 255);
        return new RenderedImage(layout.Columns, layout.Rows, 3, pixels);
    }
}
