namespace Pandok.Platform;

/// <summary>
/// Puts a new master key in the place of the present one. A kill between any two steps leaves a folder that opens everything:
/// <code>carry lasting keys to the new key -> keep the old key as master-ID.key -> the new key is master.key -> (everything is wrapped anew) -> the old key is deleted</code>
/// </summary>
internal static class MasterKeyChange
{
    /// <returns>The id of the new key. What is wrapped under the old one opens until <see cref="End"/>.</returns>
    public static string Begin(string folder)
    {
        var (files, fresh) = (KeyFiles.Open(folder), SecretKey.New());
        var lines = KeyFiles.Lasting.Select(purpose => KeyFiles.CarriedLine(fresh, purpose, files.Carried.GetValueOrDefault(purpose) ?? files.Current.Derive(purpose)));
        KeyFiles.Write(folder, KeyFiles.CarriedKeys, string.Join('\n', [.. KeyFiles.CarriedLines(folder), .. lines]), overwrite: true);
        KeyFiles.Write(folder, $"master-{files.Current.Id}.key", files.Current.Text, overwrite: true);
        KeyFiles.Write(folder, KeyFiles.Master, fresh.Text, overwrite: true);
        return fresh.Id;
    }

    /// <summary>Deletes a former key. Call when nothing is wrapped under it any more.</summary>
    public static void End(string folder, string id)
    {
        var current = KeyFiles.Open(folder).Current.Id;
        if (id == current) throw new InvalidOperationException("The present master key is not deleted.");
        KeyFiles.Write(folder, KeyFiles.CarriedKeys, string.Join('\n', KeyFiles.CarriedLines(folder).Where(line => line.StartsWith(current, StringComparison.Ordinal))), overwrite: true);
        var file = Path.Combine(folder, $"master-{id}.key");
        if (!File.Exists(file)) return;
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Write(new byte[stream.Length]);
            stream.Flush(flushToDisk: true);
        }
        File.Delete(file);
    }
}
