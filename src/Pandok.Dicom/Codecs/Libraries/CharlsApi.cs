using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>The part of the C interface of CharLS 2 (charls_jpegls_decoder.h, charls_jpegls_encoder.h, soname libcharls.so.2) that is used here.</summary>
internal static unsafe partial class CharlsApi
{
    public const string Library = "charls";

    /// <summary>charls_interleave_mode: planes, lines, samples.</summary>
    public const int InterleaveNone = 0, InterleaveLine = 1, InterleaveSample = 2;

    /// <summary>The charls_jpegls_errc for code that ends early.</summary>
    public const int SourceBufferTooSmall = 4;

    public static string Version() => Marshal.PtrToStringUTF8(charls_get_version_string()) ?? "unknown";

    public static string Message(int error) => Marshal.PtrToStringUTF8(charls_get_error_message(error)) ?? $"error {error}";

    [LibraryImport(Library)] private static partial nint charls_get_version_string();
    [LibraryImport(Library)] private static partial nint charls_get_error_message(int error);

    [LibraryImport(Library)] public static partial nint charls_jpegls_decoder_create();
    [LibraryImport(Library)] public static partial void charls_jpegls_decoder_destroy(nint decoder);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_set_source_buffer(CharlsDecoder decoder, byte* source, nuint length);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_read_spiff_header(CharlsDecoder decoder, byte* header, out int found);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_read_header(CharlsDecoder decoder);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_get_frame_info(CharlsDecoder decoder, out FrameInfo info);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_get_near_lossless(CharlsDecoder decoder, int component, out int near);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_get_interleave_mode(CharlsDecoder decoder, out int mode);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_get_destination_size(CharlsDecoder decoder, uint stride, out nuint length);
    [LibraryImport(Library)] public static partial int charls_jpegls_decoder_decode_to_buffer(CharlsDecoder decoder, byte* destination, nuint length, uint stride);

    [LibraryImport(Library)] public static partial nint charls_jpegls_encoder_create();
    [LibraryImport(Library)] public static partial void charls_jpegls_encoder_destroy(nint encoder);
    [LibraryImport(Library)] public static partial int charls_jpegls_encoder_set_frame_info(CharlsEncoder encoder, in FrameInfo info);
    [LibraryImport(Library)] public static partial int charls_jpegls_encoder_set_near_lossless(CharlsEncoder encoder, int near);
    [LibraryImport(Library)] public static partial int charls_jpegls_encoder_set_interleave_mode(CharlsEncoder encoder, int mode);
    [LibraryImport(Library)] public static partial int charls_jpegls_encoder_set_destination_buffer(CharlsEncoder encoder, byte* destination, nuint length);
    [LibraryImport(Library)] public static partial int charls_jpegls_encoder_encode_from_buffer(CharlsEncoder encoder, byte* source, nuint length, uint stride);
    [LibraryImport(Library)] public static partial int charls_jpegls_encoder_get_bytes_written(CharlsEncoder encoder, out nuint length);

    /// <summary>charls_frame_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct FrameInfo
    {
        public uint Width, Height;
        public int BitsPerSample, ComponentCount;
    }
}

/// <summary>charls_jpegls_decoder.</summary>
internal sealed class CharlsDecoder : SafeHandleZeroOrMinusOneIsInvalid
{
    public CharlsDecoder(nint handle) : base(true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        CharlsApi.charls_jpegls_decoder_destroy(handle);
        return true;
    }
}

/// <summary>charls_jpegls_encoder.</summary>
internal sealed class CharlsEncoder : SafeHandleZeroOrMinusOneIsInvalid
{
    public CharlsEncoder(nint handle) : base(true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        CharlsApi.charls_jpegls_encoder_destroy(handle);
        return true;
    }
}
