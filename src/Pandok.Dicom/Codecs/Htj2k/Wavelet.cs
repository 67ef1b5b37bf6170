using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// The reversible 5/3 transform of one level, forward (ISO/IEC 15444-1 Annex F: columns first, then rows). A kernel: plain pointers into arrays the caller holds.
/// <para>
/// A row is kept split: its even samples, then its odd ones, each with the mirrored samples around them, so that both steps are one expression for
/// every element and the borders need no care. Columns are lifted as the rows come in; five split rows are all that is held.
/// </para>
/// </summary>
internal static unsafe class Wavelet
{
    // Room for the mirrored samples before and for whole vectors behind each half.
    private const int Before = 8;
    private const int Behind = 24;

    /// <summary>Integers of working memory for a width.</summary>
    internal static int WorkspaceLength(int width) => 7 * 2 * HalfLength(width);

    /// <summary>Analyses the image itself.</summary>
    internal static void Analyze(in SampleRows samples, Decomposition plan, int[] coefficients, int[] workspace) => Analyze(samples, plan, 1, coefficients, workspace);

    /// <summary>Analyses what the level before left.</summary>
    internal static void Analyze(Decomposition plan, int level, int[] coefficients, int[] workspace) => Analyze(default, plan, level, coefficients, workspace);

    private static void Analyze(in SampleRows samples, Decomposition plan, int level, int[] coefficients, int[] workspace)
    {
        var outer = plan.Low(level - 1);
        var ll = plan.Low(level);
        var high = plan.Resolution(plan.Levels + 1 - level);
        var (hl, lh, hh) = (high[0], high[1], high[2]);
        var (width, height, half) = (outer.Width, outer.Height, HalfLength(outer.Width));
        Array.Clear(workspace, 0, WorkspaceLength(width));
        fixed (int* plane = coefficients, work = workspace)
        {
            var length = 2 * half;
            int* even = work, odd = even + length, nextEven = odd + length, highRow = nextEven + length, highAbove = highRow + length, lowRow = highAbove + length;
            var plain = lowRow + length;
            var source = level == 1 ? null : plane + outer.Start;
            Load(samples, source, 0, plain, width, even, half);
            for (var k = 0; k < ll.Height; k++)
            {
                var (y, below) = (2 * k, (nint)(2 * k + 2) * outer.Stride);
                if (y + 1 < height)
                {
                    Load(samples, source == null ? null : source + below - outer.Stride, y + 1, plain, width, odd, half);
                    if (y + 2 < height)
                        Load(samples, source == null ? null : source + below, y + 2, plain, width, nextEven, half);
                    // Above the first high row lies its mirror image.
                    Lift(even, odd, y + 2 < height ? nextEven : even, k == 0 ? highRow : highAbove, highRow, lowRow, length);
                    Rows(highRow, half, plane + lh.Start + (nint)k * lh.Stride, lh.Width, plane + hh.Start + (nint)k * hh.Stride, hh.Width);
                }
                else
                {
                    LiftLast(even, highAbove, lowRow, length);
                }

                Rows(lowRow, half, plane + ll.Start + (nint)k * ll.Stride, ll.Width, plane + hl.Start + (nint)k * hl.Stride, hl.Width);
                var free = even;
                even = nextEven;
                nextEven = free;
                free = highAbove;
                highAbove = highRow;
                highRow = free;
            }
        }
    }

    // A row of the image, or of what the level before left.
    private static void Load(in SampleRows samples, int* row, int y, int* plain, int width, int* split, int half)
    {
        if (row == null)
        {
            row = plain;
            samples.Read(y, new Span<int>(plain, width));
        }

        Split(row, width, split + Before, split + half + Before);
    }

    private static int HalfLength(int width) => Before + ((width + 15) / 16 * 8) + Behind;

    private static void Split(int* row, int width, int* even, int* odd)
    {
        // Two vectors at a time; what is read behind the row is dropped below.
        for (nint i = 0; i < (width + 1) / 2; i += Vector256<int>.Count)
        {
            var (first, second) = (Vector256.Load(row + 2 * i).AsUInt64(), Vector256.Load(row + 2 * i + Vector256<int>.Count).AsUInt64());
            Vector256.Narrow(first, second).AsInt32().Store(even + i);
            Vector256.Narrow(first >>> 32, second >>> 32).AsInt32().Store(odd + i);
        }

        even[-1] = row[Mirror(-2, width)];
        odd[-1] = row[Mirror(-1, width)];
        for (var x = width; x < width + 3; x++)
        {
            var half = (x & 1) == 0 ? even : odd;
            half[x >> 1] = row[Mirror(x, width)];
        }
    }

    private static int Mirror(int x, int width)
    {
        if (width == 1)
            return 0;
        var period = 2 * (width - 1);
        x = (x % period + period) % period;
        return x < width ? x : period - x;
    }

    /// <summary>Lifts the columns: a high row from the rows around it, then the low row above it.</summary>
    private static void Lift(int* even, int* odd, int* nextEven, int* highAbove, int* high, int* low, nint length)
    {
        for (nint i = 0; i < length; i += Vector256<int>.Count)
        {
            var e = Vector256.Load(even + i);
            var h = High(e, Vector256.Load(odd + i), Vector256.Load(nextEven + i));
            // The store comes first: for the first row, the one above is this one.
            h.Store(high + i);
            Low(e, Vector256.Load(highAbove + i), h).Store(low + i);
        }
    }

    // Below a last even row lies the mirror image of the high row above it.
    private static void LiftLast(int* even, int* highAbove, int* low, nint length)
    {
        for (nint i = 0; i < length; i += Vector256<int>.Count)
        {
            var h = Vector256.Load(highAbove + i);
            Low(Vector256.Load(even + i), h, h).Store(low + i);
        }
    }

    /// <summary>Transforms a split row along its length.</summary>
    private static void Rows(int* split, int half, int* low, nint lowWidth, int* high, nint highWidth)
    {
        int* even = split + Before, odd = split + half + Before;
        for (nint i = 0; i < lowWidth; i += Vector256<int>.Count)
        {
            var e = Vector256.Load(even + i);
            var h = High(e, Vector256.Load(odd + i), Vector256.Load(even + i + 1));
            var before = High(Vector256.Load(even + i - 1), Vector256.Load(odd + i - 1), e);
            Low(e, before, h).Store(low + i);
            if (i < highWidth)
                h.Store(high + i);
        }

        Clear(low, lowWidth);
        Clear(high, highWidth);
    }

    // The block coder reads whole vectors.
    private static void Clear(int* row, nint width)
    {
        for (var x = width; x < Band.StrideOf((int)width); x++)
            row[x] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> High(Vector256<int> even, Vector256<int> odd, Vector256<int> nextEven) => odd - ((even + nextEven) >> 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Low(Vector256<int> even, Vector256<int> highBefore, Vector256<int> high) =>
        even + ((highBefore + high + Vector256.Create(2)) >> 2);
}
