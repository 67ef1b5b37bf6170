using System.Runtime.InteropServices;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>The part of the C interface of OpenJPEG 2.5 (openjpeg.h, soname libopenjp2.so.7) that is used here.</summary>
internal static unsafe partial class OpenJpegApi
{
    public const string Library = "openjp2";

    /// <summary>OPJ_CODEC_J2K: a bare codestream.</summary>
    public const int Codestream = 0;

    public const int ClrspcUnspecified = 0, ClrspcSrgb = 1, ClrspcGray = 2;

    /// <summary>Bytes of opj_dparameters_t (8252) and opj_cparameters_t (18720) on a 64-bit system, with room to spare.</summary>
    public const int DecoderParameters = 16 << 10, EncoderParameters = 32 << 10;

    /// <summary>Offsets into these, on a 64-bit system.</summary>
    public const int CpReduce = 0, CpDistoAlloc = 20, TcpNumLayers = 4796, TcpRates = 4800, NumResolution = 5600, Irreversible = 5616, TcpMct = 18698;

    public static string Version() => Marshal.PtrToStringUTF8(opj_version()) ?? "unknown";

    [LibraryImport(Library)] private static partial nint opj_version();

    [LibraryImport(Library)] public static partial nint opj_stream_create(nuint bufferSize, int isInput);
    [LibraryImport(Library)] public static partial void opj_stream_destroy(nint stream);
    [LibraryImport(Library)] public static partial void opj_stream_set_read_function(OpenJpegStream stream, delegate* unmanaged<void*, nuint, void*, nuint> read);
    [LibraryImport(Library)] public static partial void opj_stream_set_write_function(OpenJpegStream stream, delegate* unmanaged<void*, nuint, void*, nuint> write);
    [LibraryImport(Library)] public static partial void opj_stream_set_skip_function(OpenJpegStream stream, delegate* unmanaged<long, void*, long> skip);
    [LibraryImport(Library)] public static partial void opj_stream_set_seek_function(OpenJpegStream stream, delegate* unmanaged<long, void*, int> seek);
    [LibraryImport(Library)] public static partial void opj_stream_set_user_data(OpenJpegStream stream, void* data, nint free);
    [LibraryImport(Library)] public static partial void opj_stream_set_user_data_length(OpenJpegStream stream, ulong length);

    [LibraryImport(Library)] public static partial nint opj_create_decompress(int format);
    [LibraryImport(Library)] public static partial nint opj_create_compress(int format);
    [LibraryImport(Library)] public static partial void opj_destroy_codec(nint codec);
    [LibraryImport(Library)] public static partial int opj_set_error_handler(OpenJpegCodec codec, delegate* unmanaged<byte*, void*, void> handler, void* data);

    [LibraryImport(Library)] public static partial void opj_set_default_decoder_parameters(byte* parameters);
    [LibraryImport(Library)] public static partial int opj_setup_decoder(OpenJpegCodec codec, byte* parameters);
    [LibraryImport(Library)] public static partial int opj_read_header(OpenJpegStream stream, OpenJpegCodec codec, out nint image);
    [LibraryImport(Library)] public static partial int opj_decode(OpenJpegCodec codec, OpenJpegStream stream, OpenJpegImage image);
    [LibraryImport(Library)] public static partial int opj_end_decompress(OpenJpegCodec codec, OpenJpegStream stream);

    [LibraryImport(Library)] public static partial void opj_set_default_encoder_parameters(byte* parameters);
    [LibraryImport(Library)] public static partial nint opj_image_create(uint components, ComponentParameters* parameters, int colourSpace);
    [LibraryImport(Library)] public static partial void opj_image_destroy(nint image);
    [LibraryImport(Library)] public static partial int opj_setup_encoder(OpenJpegCodec codec, byte* parameters, OpenJpegImage image);
    [LibraryImport(Library)] public static partial int opj_start_compress(OpenJpegCodec codec, OpenJpegImage image, OpenJpegStream stream);
    [LibraryImport(Library)] public static partial int opj_encode(OpenJpegCodec codec, OpenJpegStream stream);
    [LibraryImport(Library)] public static partial int opj_end_compress(OpenJpegCodec codec, OpenJpegStream stream);

    /// <summary>opj_image_cmptparm_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ComponentParameters
    {
        public uint Dx, Dy, W, H, X0, Y0, Precision, BitsPerPixel, IsSigned;
    }

    /// <summary>opj_image_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Image
    {
        public uint X0, Y0, X1, Y1, ComponentCount;
        public int ColourSpace;
        public Component* Components;
        public byte* IccProfile;
        public uint IccProfileLength;
    }

    /// <summary>opj_image_comp_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Component
    {
        public uint Dx, Dy, W, H, X0, Y0, Precision, BitsPerPixel, IsSigned, ResolutionsDecoded, Factor;
        public int* Data;
        public ushort Alpha;
    }
}
