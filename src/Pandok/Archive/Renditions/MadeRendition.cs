using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive.Renditions;

/// <summary>A rendition that nobody knows of yet: its row, and its bytes without a name. Disposed without being published, they are gone.</summary>
/// <param name="Row">What will be committed.</param>
/// <param name="Source">The instance it is of.</param>
/// <param name="Bytes">Null if no frame could be encoded.</param>
internal sealed record MadeRendition(Rendition Row, Instance Source, WrittenObject? Bytes) : IAsyncDisposable
{
    public Task PublishAsync() => Bytes is null ? Task.CompletedTask : Bytes.PublishAsync(Row.ObjectKey!);

    public ValueTask DisposeAsync() => Bytes?.DisposeAsync() ?? ValueTask.CompletedTask;
}
