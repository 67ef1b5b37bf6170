using Microsoft.Win32.SafeHandles;

namespace Pandok.Platform.Objects;

/// <summary>Bytes without a name. Disposed without being published, they are gone.</summary>
internal sealed class WrittenObject(ObjectFiles store, SafeFileHandle file, string temporary, long size, string sha256) : IAsyncDisposable
{
    private Task? publishing;

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public string Sha256 => sha256;

    /// <summary>What it will be under a key.</summary>
    public StoredObject As(string key) => new(key, size, sha256);

    /// <summary>Gives the bytes their name, on a thread of its own; durable when the task ends. Called again, it is the same task: the name is given once.</summary>
    /// <exception cref="ArgumentException">The key leaves the store.</exception>
    public Task PublishAsync(string key)
    {
        store.PathOf(key);
        return publishing ??= Task.Run(() => store.Publish(file, temporary, key));
    }

    public async ValueTask DisposeAsync()
    {
        if (publishing is not null) await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        file.Dispose();
        if (publishing is not { IsCompletedSuccessfully: true }) File.Delete(temporary);
    }
}
