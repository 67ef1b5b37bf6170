namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>Finds the resolutions of a codestream by its TLM markers, so that a lower resolution can be sent as a prefix (PS3.5 10.18).</summary>
public static class Htj2kResolutions
{
    /// <summary>Reads the main header.</summary>
    /// <param name="codestream">The codestream, or a prefix of it that holds at least the main header.</param>
    /// <exception cref="CodecException">
    /// Not a codestream of one tile with a tile-part for each resolution, RPCL and TLM, or its main header is damaged or cut.
    /// </exception>
    public static Htj2kBoundaries ReadBoundaries(ReadOnlySpan<byte> codestream) => throw new NotSupportedException();
}
