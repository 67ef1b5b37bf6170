using System.IO.Enumeration;

namespace Pandok.Commands.Offline;

/// <summary>IN, OUT and the report's place, checked before anything is read.</summary>
/// <param name="In">Full path of a file or folder.</param>
/// <param name="Out">Full path of the folder for what is released; it exists.</param>
/// <param name="Report">Full path of the report, or null.</param>
/// <param name="Quarantine">Full path of the folder for sealed originals, or null.</param>
internal sealed record Folders(string In, string Out, string? Report, string? Quarantine)
{
    public static Folders Check(string source, string target, string? report, string? quarantine, bool overwrite)
    {
        var (from, into) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)), Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)));
        if (!Directory.Exists(from) && !File.Exists(from)) throw new UsageException($"{source} does not exist.");
        if (File.Exists(into)) throw new UsageException($"{target} is a file; OUT is a folder.");
        if (IsWithin(from, into) || IsWithin(into, from)) throw new UsageException("IN and OUT must lie apart.");
        var aside = quarantine is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(quarantine));
        if (aside is not null && new[] { from, into }.Any(other => IsWithin(aside, other) || IsWithin(other, aside))) throw new UsageException("The quarantine must lie apart from IN and OUT.");
        if (File.Exists(aside)) throw new UsageException($"{quarantine} is a file; the quarantine is a folder.");
        if (!overwrite && Directory.Exists(into) && Directory.EnumerateFileSystemEntries(into).Any()) throw new UsageException($"{target} is not empty; --overwrite takes it all the same.");
        try
        {
            Directory.CreateDirectory(into);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"OUT cannot be made: {fault.Message}");
        }
        return new Folders(from, into, report is null ? null : Path.GetFullPath(report), aside);
    }

    /// <summary>Every file, and every link to a folder (not followed: it may lead in a circle), by relative path in one order.</summary>
    public IReadOnlyList<string> List() => File.Exists(In)
        ? [Path.GetFileName(In)]
        : [.. new FileSystemEnumerable<string>(In, (ref FileSystemEntry entry) => Path.GetRelativePath(In, entry.ToFullPath()), new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        }.Select(path => path.Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];

    public string SourceOf(string path) => File.Exists(In) ? In : Path.Combine(In, path);

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    private static bool IsWithin(string inner, string outer) => inner == outer || inner.StartsWith(outer + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
