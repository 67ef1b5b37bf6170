using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Archive;

/// <summary>Tells at start which codec libraries are there: a missing one shows in the log before it shows at a reader's screen. Also has the dangerous one work in processes of its own.</summary>
internal sealed class CodecsAtStart(ILogger<CodecsAtStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        DecoderProcesses.Use();
        foreach (var library in CodecLibraries.Check())
        {
            if (library.IsFound) log.CodecFound(library.Name, library.Version!, library.Codecs);
            else log.CodecMissing(library.Name, library.Codecs, library.Package);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
