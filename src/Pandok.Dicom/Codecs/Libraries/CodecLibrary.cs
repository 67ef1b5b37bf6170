namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>A native codec library, as it was found on this machine.</summary>
/// <param name="Name">Such as OpenJPEG.</param>
/// <param name="FileName">The file that is loaded, or would be.</param>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Codecs">What it is used for.</param>
/// <param name="IsFound">True if it can be loaded.</param>
/// <param name="Version">What it says of itself; for a library that cannot say, the version in its file's name. Null if it is absent.</param>
public sealed record CodecLibrary(string Name, string FileName, string Package, string Codecs, bool IsFound, string? Version);
