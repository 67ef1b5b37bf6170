namespace Pandok.Dicom.Codecs;

/// <summary>
/// One decoded frame: little-endian samples, interleaved by pixel (planar configuration 0).
/// <see cref="Layout"/> describes these samples, not the coded ones: its Photometric Interpretation is that after decoding (see <see cref="DecodeOptions.Colour"/>),
/// its Bits Stored and High Bit say where the stored value is (<see cref="StoredValues"/>), its Rows and Columns are the reduced ones where a reduction was asked for.
/// A sample narrower than Bits Allocated lies in the low bits; codestreams of a signed image come with the sign extended over Bits Allocated.
/// </summary>
/// <param name="Samples">Exactly <see cref="PixelLayout.FrameLength"/> bytes.</param>
/// <param name="Layout">How they lie and what they mean.</param>
/// <param name="IsIrreversible">True if the codestream's process loses information by its nature: DCT, near-lossless JPEG-LS, the 9-7 wavelet.</param>
public sealed record DecodedFrame(byte[] Samples, PixelLayout Layout, bool IsIrreversible = false);
