namespace Pandok.Dicom.Tests.Codecs.Htj2k;

/// <summary>
/// What a decoder must give at a lower resolution, by the formulas of ISO/IEC 15444-1 Annexes F and G written out one sample at a time:
/// colour transform, low-pass of columns and rows, inverse colour transform. Not clipped: a low-pass overshoots, and each decoder clips in its own way.
/// </summary>
internal static class LowResolution
{
    internal static int[] Of(Picture picture, int halvings)
    {
        var image = picture.Image;
        var shift = image.Signed ? 0 : 1 << (image.Precision - 1);
        var planes = new int[image.Components][];
        for (var c = 0; c < planes.Length; c++)
            planes[c] = [.. Enumerable.Range(0, image.Width * image.Height).Select(i => picture.Samples[i * image.Components + c] - shift)];
        if (planes is [var red, var green, var blue])
            planes = [[.. red.Select((r, i) => (r + 2 * green[i] + blue[i]) >> 2)], [.. blue.Select((b, i) => b - green[i])], [.. red.Select((r, i) => r - green[i])]];

        var (width, height) = (image.Width, image.Height);
        for (var level = 0; level < halvings; level++)
        {
            for (var c = 0; c < planes.Length; c++)
                planes[c] = Halve(planes[c], width, height);
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
        }

        if (planes is [var luma, var blueness, var redness])
        {
            int[] back = [.. luma.Select((y, i) => y - ((blueness[i] + redness[i]) >> 2))];
            planes = [[.. redness.Select((r, i) => r + back[i])], back, [.. blueness.Select((b, i) => b + back[i])]];
        }

        var samples = new int[width * height * planes.Length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = planes[i % planes.Length][i / planes.Length] + shift;
        return samples;
    }

    private static int[] Halve(int[] plane, int width, int height)
    {
        var (lowWidth, lowHeight) = ((width + 1) / 2, (height + 1) / 2);
        var columns = new int[width * lowHeight];
        for (var x = 0; x < width; x++)
            for (var y = 0; y < lowHeight; y++)
                columns[y * width + x] = Low(plane.AsSpan(x), width, height, y);
        var rows = new int[lowWidth * lowHeight];
        for (var y = 0; y < lowHeight; y++)
            for (var x = 0; x < lowWidth; x++)
                rows[y * lowWidth + x] = Low(columns.AsSpan(y * width), 1, width, x);
        return rows;
    }

    private static int Low(ReadOnlySpan<int> signal, int step, int length, int n) =>
        length == 1 ? signal[0] : At(signal, step, length, 2 * n) + ((High(signal, step, length, 2 * n - 1) + High(signal, step, length, 2 * n + 1) + 2) >> 2);

    private static int High(ReadOnlySpan<int> signal, int step, int length, int odd) =>
        At(signal, step, length, odd) - ((At(signal, step, length, odd - 1) + At(signal, step, length, odd + 1)) >> 1);

    // Mirrored at both ends; a signal of two more than once.
    private static int At(ReadOnlySpan<int> signal, int step, int length, int i)
    {
        i = Math.Abs(i);
        return signal[step * (i < length ? i : Math.Abs(2 * (length - 1) - i))];
    }
}
