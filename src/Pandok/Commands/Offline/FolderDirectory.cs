using System.Security.Cryptography;
using System.Text;
using Pandok.Deidentification;
using Pandok.Dicom.Objects.Directories;
using Pandok.Dicom.Standard;

namespace Pandok.Commands.Offline;

/// <summary>A DICOMDIR over what was released below its folder: rebuilt, never cleaned.</summary>
internal static class FolderDirectory
{
    /// <summary>The new UID of a directory, keyed as those of instances are.</summary>
    public static string UidOf(string original, Keys keys) => Uids.FromHash(HMACSHA256.HashData(keys.Uid, Encoding.UTF8.GetBytes("directory\0" + original)));

    /// <returns>The file, and how many released files have a path that no File ID can name (PS3.10 8.2).</returns>
    public static (ReadOnlyMemory<byte> Bytes, int LeftOut) Build(string path, IEnumerable<ReleasedHead> released, string instance)
    {
        var folder = path.Contains('/', StringComparison.Ordinal) ? path[..(path.LastIndexOf('/') + 1)] : string.Empty;
        var builder = new DirectoryBuilder(instance);
        var leftOut = 0;
        foreach (var file in released.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)))
        {
            var id = file.Path[folder.Length..].Split('/');
            if (DirectoryBuilder.IsFileId(id)) builder.Add(file.DataSet, file.Syntax, id);
            else leftOut++;
        }
        return (builder.Build(), leftOut);
    }
}
