using Pandok.Access;
using Pandok.Studies;

namespace Pandok.Report;

/// <summary>A key image as it is printed: the frame in its window, and what was drawn on it as vectors.</summary>
/// <param name="Image">A JPEG; null if the image is no longer in the study or cannot be decoded.</param>
/// <param name="Columns">Of the frame, in pixels: the coordinates of the marks.</param>
/// <param name="Aspect">Height of a pixel divided by its width.</param>
/// <param name="Place">Which image it is, in words.</param>
internal sealed record SheetPicture(byte[]? Image, int Columns, int Rows, double Aspect, string Place, string Caption, IReadOnlyList<SheetMark> Marks);

/// <summary>One drawing: lines through points (column, row), at most one ellipse by the corners of its box, and words beside it.</summary>
internal sealed record SheetMark(IReadOnlyList<IReadOnlyList<double[]>> Lines, (double[] From, double[] To)? Ellipse, double[] At, IReadOnlyList<string> Words);

/// <summary>The key images of a study, up to the time of a signature. What stands later on a study's way gives them; the report only prints.</summary>
internal delegate Task<IReadOnlyList<SheetPicture>> SheetPictures(CurrentUser user, Study study, DateTimeOffset through, CancellationToken stop);
