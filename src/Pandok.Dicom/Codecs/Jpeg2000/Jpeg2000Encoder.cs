using System.Runtime.InteropServices;
using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>Encodes JPEG 2000 Part 1, reversible 5-3 wavelet, one tile, one layer (PS3.5 A.4.4) by OpenJPEG.</summary>
internal static unsafe class Jpeg2000Encoder
{
    private const int MaximumResolutions = 6, SmallestSide = 64;

    public static EncodedFrame Encode(ReadOnlySpan<byte> samples, in PixelLayout layout)
    {
        var depth = SampleDepth.Of(samples, layout, canBeSigned: true);
        // PS3.5 8.2.4: RGB may be coded with the reversible component transform, and then is called YBR_RCT.
        var transform = layout.SamplesPerPixel == 3 && layout.PhotometricInterpretation == Photometric.Rgb;
        CodecLibraries.OpenJpeg.Require();

        var capacity = layout.FrameLength + layout.FrameLength / 4 + (64 << 10);
        var target = (byte*)NativeMemory.Alloc((nuint)capacity);
        try
        {
            var memory = new OpenJpegMemory(target, capacity, 0);
            var report = default(OpenJpegReport);
            using var image = Fill(samples, layout, depth);
            using var codec = new OpenJpegCodec(OpenJpegApi.opj_create_compress(OpenJpegApi.Codestream));
            using var stream = OpenJpegMemory.Open(&memory, isInput: false);
            if (codec.IsInvalid) throw new CodecException(CodecFault.TooLarge, "OpenJPEG has no memory for an encoder");
            OpenJpegReport.Listen(codec, &report);
            var parameters = stackalloc byte[OpenJpegApi.EncoderParameters];
            OpenJpegApi.opj_set_default_encoder_parameters(parameters);
            *(int*)(parameters + OpenJpegApi.TcpNumLayers) = 1;
            *(float*)(parameters + OpenJpegApi.TcpRates) = 0; // all of it
            *(int*)(parameters + OpenJpegApi.CpDistoAlloc) = 1;
            *(int*)(parameters + OpenJpegApi.Irreversible) = 0;
            *(parameters + OpenJpegApi.TcpMct) = transform ? (byte)1 : (byte)0;
            *(int*)(parameters + OpenJpegApi.NumResolution) = Resolutions(layout);
            if (OpenJpegApi.opj_setup_encoder(codec, parameters, image) == 0
                || OpenJpegApi.opj_start_compress(codec, image, stream) == 0
                || OpenJpegApi.opj_encode(codec, stream) == 0
                || OpenJpegApi.opj_end_compress(codec, stream) == 0)
                throw new CodecException(CodecFault.UnsupportedSyntax, $"OpenJPEG does not encode this frame: {report}");
            var code = new byte[memory.Length + (memory.Length & 1)];
            new ReadOnlySpan<byte>(target, (int)memory.Length).CopyTo(code);
            return new EncodedFrame(code, transform ? Photometric.YbrRct : layout.PhotometricInterpretation);
        }
        finally
        {
            NativeMemory.Free(target);
        }
    }

    private static OpenJpegImage Fill(ReadOnlySpan<byte> samples, in PixelLayout layout, SampleDepth depth)
    {
        var components = stackalloc OpenJpegApi.ComponentParameters[3];
        for (var i = 0; i < layout.SamplesPerPixel; i++)
            components[i] = new OpenJpegApi.ComponentParameters
            {
                Dx = 1,
                Dy = 1,
                W = (uint)layout.Columns,
                H = (uint)layout.Rows,
                Precision = (uint)depth.Precision,
                BitsPerPixel = (uint)depth.Precision,
                IsSigned = depth.IsSigned ? 1u : 0u,
            };
        var image = new OpenJpegImage(OpenJpegApi.opj_image_create((uint)layout.SamplesPerPixel, components, layout.SamplesPerPixel == 3 ? OpenJpegApi.ClrspcSrgb : OpenJpegApi.ClrspcGray));
        if (image.IsInvalid) throw new CodecException(CodecFault.TooLarge, "OpenJPEG has no memory for the image");
        image.Writable.X1 = (uint)layout.Columns;
        image.Writable.Y1 = (uint)layout.Rows;
        for (var index = 0; index < layout.SamplesPerPixel; index++)
        {
            var plane = new Span<int>(image.Value.Components[index].Data, (int)layout.PixelCount);
            for (var i = 0; i < plane.Length; i++) plane[i] = depth.Read(samples, i * layout.SamplesPerPixel + index);
        }
        return image;
    }

    private static int Resolutions(in PixelLayout layout)
    {
        var resolutions = 1;
        for (var side = Math.Min(layout.Rows, layout.Columns); side >= SmallestSide && resolutions < MaximumResolutions; side /= 2) resolutions++;
        return resolutions;
    }
}
