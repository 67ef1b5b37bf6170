using HarfBuzzSharp;

namespace Pandok.Report.Printing;

/// <summary>A TrueType font as read from disk, ready to shape. Immutable and shared by all documents.</summary>
internal sealed class FontFile
{
    private FontFile(string path)
    {
        Bytes = File.ReadAllBytes(path);
        // Not Blob.FromStream: HarfBuzzSharp 8.3 hands an array to HarfBuzz that the collector may move.
        using var blob = Blob.FromFile(path);
        blob.MakeImmutable();
        using var face = new Face(blob, 0);
        face.MakeImmutable();
        UnitsPerEm = face.UnitsPerEm;
        Shaper = new Font(face);
        Shaper.SetFunctionsOpenType();
        Shaper.SetScale(UnitsPerEm, UnitsPerEm);
    }

    public byte[] Bytes { get; }
    public int UnitsPerEm { get; }
    public Font Shaper { get; }

    public bool Has(int codePoint) => Shaper.TryGetGlyph((uint)codePoint, out var glyph) && glyph != 0;

    /// <summary>Null when the file is missing.</summary>
    public static FontFile? Find(string path) => File.Exists(path) ? new FontFile(path) : null;
}
