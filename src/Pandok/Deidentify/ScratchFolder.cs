using Pandok.Platform;

namespace Pandok.Deidentify;

/// <summary>Where instances wait that have to be read before anything of them is kept: beside the data, on the disk that the operator gave for them. What lies there is sealed and has no name.</summary>
internal sealed class ScratchFolder(PandokOptions options)
{
    // Three of them serve one instance: as it came, its frames written again, and the new file.
    private const int InMemory = 1 << 20;

    private readonly string folder = Path.Combine(options.Data, "scratch");

    public SealedScratch Open() => new(InMemory, folder);
}
