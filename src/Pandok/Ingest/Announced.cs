namespace Pandok.Ingest;

/// <summary>What a sender says of an instance beside it: the command of a C-STORE, the path of a STOW-RS request. Null: nothing.</summary>
internal readonly record struct Announced(string? Study = null, string? SopClass = null, string? SopInstance = null);
