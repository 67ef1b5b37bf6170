namespace Pandok.Platform.Objects;

/// <summary>Durable bytes without a name. Disposed without being published, they are gone.</summary>
internal sealed class WrittenObject(ObjectFiles store, string temporary, long size, string sha256) : IAsyncDisposable
{
    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public string Sha256 => sha256;

    /// <summary>Gives the bytes their name; durable when it returns.</summary>
    public StoredObject Publish(string key)
    {
        store.Publish(temporary, key);
        return new StoredObject(key, size, sha256);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(temporary);
        return ValueTask.CompletedTask;
    }
}
