namespace Pandok.Bench;

/// <summary>Orthanc with its DICOMweb plugin, open on loopback.</summary>
internal sealed class Peer(Tool tool) : IDisposable
{
    private Tool? owned = tool;

    public int ProcessId => owned?.ProcessId ?? throw new ObjectDisposedException(nameof(Peer));

    public static async Task<Peer> OrthancAsync(string folder, int http, int dimse)
    {
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "orthanc.json");
        await File.WriteAllTextAsync(configuration, $$"""
            { "Name": "bench", "DicomAet": "ORTHANC", "DicomPort": {{dimse}}, "HttpPort": {{http}}, "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db",
              "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "DicomAlwaysAllowStore": true, "HttpThreadsCount": 50, "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"], "DicomWeb": { "Enable": true } }
            """);
        return new Peer(await Tool.ServeAsync(http, "Orthanc", configuration));
    }

    /// <summary>Hands the program over to who disposes it.</summary>
    public Tool Release()
    {
        var released = owned ?? throw new ObjectDisposedException(nameof(Peer));
        owned = null;
        return released;
    }

    public void Dispose() => owned?.Dispose();
}
