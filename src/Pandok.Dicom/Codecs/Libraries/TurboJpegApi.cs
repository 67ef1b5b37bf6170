using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>The part of the TurboJPEG C interface (turbojpeg.h, soname libturbojpeg.so.0) that is used here.</summary>
internal static unsafe partial class TurboJpegApi
{
    public const string Library = "turbojpeg";

    /// <summary>TJPF_RGB and TJPF_GRAY.</summary>
    public const int PixelRgb = 0, PixelGray = 6;

    /// <summary>TJFLAG_ACCURATEDCT, TJFLAG_STOPONWARNING.</summary>
    public const int AccurateDct = 4096, StopOnWarning = 8192;

    public static string Message(TurboJpegDecoder decoder) => Marshal.PtrToStringUTF8(tjGetErrorStr2(decoder)) ?? "unknown fault";

    [LibraryImport(Library)] public static partial nint tjInitDecompress();
    [LibraryImport(Library)] public static partial int tjDestroy(nint handle);
    [LibraryImport(Library)] private static partial nint tjGetErrorStr2(TurboJpegDecoder decoder);
    [LibraryImport(Library)] public static partial int tjDecompress2(TurboJpegDecoder decoder, byte* code, CULong length, byte* pixels, int width, int pitch, int height, int pixelFormat, int flags);
}

/// <summary>tjhandle, for decompression.</summary>
internal sealed class TurboJpegDecoder : SafeHandleZeroOrMinusOneIsInvalid
{
    public TurboJpegDecoder(nint handle) : base(true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        _ = TurboJpegApi.tjDestroy(handle);
        return true;
    }
}
