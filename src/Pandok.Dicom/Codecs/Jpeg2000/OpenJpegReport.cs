using System.Runtime.InteropServices;
using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>The first error that OpenJPEG tells of, kept in memory of ours: the callback only copies bytes, and cannot throw.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegReport
{
    private const int Capacity = 240;
    private fixed byte text[Capacity];
    private int length;

    /// <summary>Makes a codec tell its errors here. The report must not move while the codec lives.</summary>
    public static void Listen(OpenJpegCodec codec, OpenJpegReport* report) => _ = OpenJpegApi.opj_set_error_handler(codec, &Keep, report);

    /// <summary>What was told, in one line.</summary>
    public override readonly string ToString()
    {
        fixed (byte* start = text)
            return length == 0 ? "no reason given" : System.Text.Encoding.UTF8.GetString(start, length).Trim();
    }

    [UnmanagedCallersOnly]
    private static void Keep(byte* message, void* data)
    {
        var report = (OpenJpegReport*)data;
        if (report->length > 0) return;
        while (report->length < Capacity && message[report->length] is var letter and not 0 and not (byte)'\n')
            report->text[report->length++] = letter;
    }
}
