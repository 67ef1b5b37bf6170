namespace Pandok.Dicom.Codecs;

/// <summary>One encoded frame.</summary>
/// <param name="Code">Of even length, ready to be one fragment (PS3.5 A.4) or, in a native syntax, the samples as they are.</param>
/// <param name="PhotometricInterpretation">What the data set must say of it: YBR_RCT for RGB in JPEG 2000, else what the samples said.</param>
public sealed record EncodedFrame(ReadOnlyMemory<byte> Code, string PhotometricInterpretation);
