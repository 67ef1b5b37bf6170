using Microsoft.Win32.SafeHandles;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>opj_codec_t.</summary>
internal sealed class OpenJpegCodec : SafeHandleZeroOrMinusOneIsInvalid
{
    public OpenJpegCodec(nint handle) : base(true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        OpenJpegApi.opj_destroy_codec(handle);
        return true;
    }
}

/// <summary>opj_stream_t.</summary>
internal sealed class OpenJpegStream : SafeHandleZeroOrMinusOneIsInvalid
{
    public OpenJpegStream(nint handle) : base(true) => SetHandle(handle);

    protected override bool ReleaseHandle()
    {
        OpenJpegApi.opj_stream_destroy(handle);
        return true;
    }
}

/// <summary>opj_image_t.</summary>
internal sealed unsafe class OpenJpegImage : SafeHandleZeroOrMinusOneIsInvalid
{
    public OpenJpegImage(nint handle) : base(true) => SetHandle(handle);

    public ref readonly OpenJpegApi.Image Value => ref *(OpenJpegApi.Image*)handle;

    public ref OpenJpegApi.Image Writable => ref *(OpenJpegApi.Image*)handle;

    protected override bool ReleaseHandle()
    {
        OpenJpegApi.opj_image_destroy(handle);
        return true;
    }
}
