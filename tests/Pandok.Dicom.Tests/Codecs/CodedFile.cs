using System.Buffers.Binary;
using System.Text;
using Pandok.Dicom.Codecs;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>The frames of an explicit little-endian file, found by a plain scan for the elements needed, so that codecs are tested alone.</summary>
internal sealed record CodedFile(string TransferSyntax, PixelLayout Layout, IReadOnlyList<byte[]> Frames)
{
    internal static CodedFile Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var syntax = Text(file, 0x0002, 0x0010, "UI") ?? throw new InvalidDataException("No transfer syntax");
        var layout = new PixelLayout(
            Number(file, 0x0010, 0), Number(file, 0x0011, 0), Number(file, 0x0002, 1), Number(file, 0x0100, 0), Number(file, 0x0006, 0));
        var frames = int.Parse(Text(file, 0x0028, 0x0008, "IS") ?? "1");
        return new CodedFile(syntax, layout, Slice(file, layout, frames));
    }

    private static List<byte[]> Slice(byte[] file, PixelLayout layout, int frames)
    {
        var at = Math.Max(Find(file, 0x7FE0, 0x0010, "OB\0\0"), Find(file, 0x7FE0, 0x0010, "OW\0\0"));
        if (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) != 0xFFFFFFFF)
            return [.. Enumerable.Range(0, frames).Select(i => file.AsSpan(at + 4 + i * (int)layout.FrameLength, (int)layout.FrameLength).ToArray())];

        var fragments = new List<byte[]>();
        for (at += 4; BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at)) == 0xE000FFFE;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
            fragments.Add(file.AsSpan(at + 8, length).ToArray());
            at += 8 + length;
        }

        fragments.RemoveAt(0);
        return frames > 1 ? fragments : [fragments.SelectMany(f => f).ToArray()];
    }

    private static int Number(byte[] file, int element, int absent) =>
        Find(file, 0x0028, element, "US\u0002\0") is var at and > 0 ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at)) : absent;

    private static string? Text(byte[] file, int group, int element, string vr) =>
        Find(file, group, element, vr) is var at and > 0
            ? Encoding.ASCII.GetString(file, at + 2, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at))).TrimEnd('\0', ' ')
            : null;

    // The last one: an icon's elements come before the image's.
    private static int Find(byte[] file, int group, int element, string vr)
    {
        byte[] head = [(byte)group, (byte)(group >> 8), (byte)element, (byte)(element >> 8), .. Encoding.ASCII.GetBytes(vr)];
        var at = file.AsSpan().LastIndexOf(head);
        return at < 0 ? -1 : at + head.Length;
    }
}
