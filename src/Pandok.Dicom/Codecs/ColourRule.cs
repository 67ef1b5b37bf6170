namespace Pandok.Dicom.Codecs;

/// <summary>
/// In which colour space a decoded frame comes out. Whatever the rule, the codec's own colour transform is undone with the codec: the multiple component transform
/// of JPEG 2000 (YBR_RCT, YBR_ICT) and the YCbCr of lossy JPEG give RGB, and subsampled chrominance comes out at full resolution.
/// </summary>
public enum ColourRule
{
    /// <summary>What can be drawn without another conversion: MONOCHROME1, MONOCHROME2, PALETTE COLOR or RGB. YBR_FULL and its kin are converted.</summary>
    ForReading,

    /// <summary>The colour space that is stored: YBR_FULL of a native, RLE, JPEG-LS or lossless JPEG frame stays YBR_FULL, so that nothing is rounded.</summary>
    AsStored,
}
