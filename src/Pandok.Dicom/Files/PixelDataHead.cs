using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>What stands before the bytes of Pixel Data, Float or Double Float Pixel Data.</summary>
/// <param name="Tag">(7FE0,0008), (7FE0,0009) or (7FE0,0010).</param>
/// <param name="Vr">OB, OW, OF or OD.</param>
/// <param name="Length">Bytes; null if fragments follow (PS3.5 section A.4).</param>
public readonly record struct PixelDataHead(Tag Tag, Vr Vr, long? Length);
