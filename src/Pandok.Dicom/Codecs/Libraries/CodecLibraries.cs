using System.Reflection;
using System.Runtime.InteropServices;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>
/// The native libraries behind some codecs. Each is loaded when its first frame comes; one that is absent is a <see cref="CodecException"/> with its package's name, never a crash.
/// The environment variables PANDOK_OPENJP2, PANDOK_CHARLS and PANDOK_TURBOJPEG name other files, for systems that keep them elsewhere.
/// </summary>
public static class CodecLibraries
{
    internal static readonly NativeCodec OpenJpeg = new("OpenJPEG", OpenJpegApi.Library, "libopenjp2.so.7", "libopenjp2-7", "JPEG 2000, HTJ2K decoding", OpenJpegApi.Version);
    internal static readonly NativeCodec Charls = new("CharLS", CharlsApi.Library, "libcharls.so.2", "libcharls2", "JPEG-LS", CharlsApi.Version);
    internal static readonly NativeCodec TurboJpeg = new("libjpeg-turbo", TurboJpegApi.Library, "libturbojpeg.so.0", "libturbojpeg0", "JPEG baseline and extended, 8 bits", null);

    private static readonly NativeCodec[] All = [OpenJpeg, Charls, TurboJpeg];

    static CodecLibraries() => NativeLibrary.SetDllImportResolver(typeof(CodecLibraries).Assembly, Resolve);

    /// <summary>What is there and what is missing: for a line in the log at start, and for a page of health. Loads what it finds.</summary>
    public static IReadOnlyList<CodecLibrary> Check() => [.. All.Select(library => library.Describe())];

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        Array.Find(All, library => library.ImportName == name) is { } library ? library.Require() : 0;
}
