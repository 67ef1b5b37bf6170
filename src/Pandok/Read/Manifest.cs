using Pandok.Dicom.Rendering;

namespace Pandok.Read;

/// <summary>
/// Everything a viewer needs to plan a series: columns instead of rows, so that it compresses. Frames lie along the slice normal. Depth, colour and <paramref name="Levels"/> describe what is
/// streamed; <paramref name="Stored"/> describes what DICOMweb gives as octets.
/// </summary>
/// <param name="Version">Rises with every change; what is under a version stays true.</param>
/// <param name="Complete">The study has settled, every frame is ready or refused, and the coarse pack is there.</param>
/// <param name="FramesExpected">Frames there will be, as far as anybody has said.</param>
/// <param name="FramesHere">Frames that are listed.</param>
/// <param name="Tables">Of stored values to the modality's values, where slope and intercept are not the way; null if no frame has one.</param>
/// <param name="Curves">Of modality values to brightness, where a window is not what the file asks for; null if no frame has one.</param>
/// <param name="Levels">[columns, rows] of each resolution, from the lowest.</param>
internal sealed record Manifest(
    string Study, string Series, int Version, bool Complete, int FramesExpected, int FramesHere, string Modality,
    int Rows, int Columns, int BitsStored, bool Signed, int Samples, string Photometric, StoredSamples Stored,
    Rescale Rescale, IReadOnlyList<ValueTable>? Tables, IReadOnlyList<VoiLut>? Curves, IReadOnlyList<Window> Windows, double[]? PixelSpacing, string? SpacingSource, double[]? Orientation, double[]? Origin, string? FrameOfReference,
    VolumeFit Volume, IReadOnlyList<int[]> Levels, CoarseView? Coarse, FrameColumns Frames);

/// <summary>Samples of a frame as uncompressed octets.</summary>
internal sealed record StoredSamples(int BitsAllocated, int BitsStored, bool Signed, int Samples, string Photometric);

/// <param name="Unit">HU for CT, the Rescale Type if one is stated, else null.</param>
internal sealed record Rescale(double Slope, double Intercept, string? Unit);

/// <param name="First">The stored value of the first entry; values outside the table take its nearest end.</param>
internal sealed record ValueTable(int First, IReadOnlyList<ushort> Values);

internal sealed record Window(double Center, double Width);

/// <summary>The levels answer that is stored in one piece.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record CoarseView(int Level, long Bytes);

/// <summary>Parallel columns, one entry for each frame, except <paramref name="Lossy"/> and <paramref name="Refused"/>, which name frames by their index.</summary>
/// <param name="Instance">The mapped SOP Instance UID.</param>
/// <param name="Number">The frame number in its instance, from 1.</param>
/// <param name="InstanceNumber">Instance Number (0020,0013).</param>
/// <param name="Along">Millimetres from the origin along the slice normal; null if positions are not known or the planes not parallel.</param>
/// <param name="Position">Image Position (Patient); null if it follows from origin, normal and <paramref name="Along"/>, or is not known.</param>
/// <param name="Orientation">Image Orientation (Patient); null if all have that of the series, or none is known.</param>
/// <param name="Size">[columns, rows]; null if all have that of the series.</param>
/// <param name="Rescale">[slope, intercept]; null if all have that of the series.</param>
/// <param name="Table">Index among the manifest's tables, -1 without one; null if no frame has one.</param>
/// <param name="Curve">Index among the manifest's curves, -1 without one; null if no frame has one.</param>
/// <param name="Window">[center, width]; null if all have that of the series, or if slices are to be seen through one window.</param>
/// <param name="Ends">Bytes from the start of the codestream to the end of each resolution; empty if the frame is not ready, or refused.</param>
/// <param name="Lossy">Frames whose original was once compressed with loss.</param>
/// <param name="Refused">Frames that cannot be streamed.</param>
internal sealed record FrameColumns(
    IReadOnlyList<string> Instance, IReadOnlyList<int> Number, IReadOnlyList<int?> InstanceNumber, IReadOnlyList<double>? Along, IReadOnlyList<double[]>? Position, IReadOnlyList<double[]?>? Orientation,
    IReadOnlyList<int[]>? Size, IReadOnlyList<double[]>? Rescale, IReadOnlyList<int>? Table, IReadOnlyList<int>? Curve, IReadOnlyList<double[]?>? Window, IReadOnlyList<int[]> Ends, IReadOnlyList<int> Lossy, IReadOnlyList<RefusedFrame> Refused);

/// <param name="Frame">Its index.</param>
/// <param name="Reason">unsupportedSyntax, damaged, tooDeep, tooLarge, cannotRead, decoderFailed or notProven.</param>
internal sealed record RefusedFrame(int Frame, string Reason);
