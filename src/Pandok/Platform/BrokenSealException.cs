namespace Pandok.Platform;

/// <summary>What was sealed does not open: it was changed, moved, or the master key is another one.</summary>
internal sealed class BrokenSealException(Exception? cause = null)
    : Exception("What was sealed does not open: it was changed or moved, or the key folder holds another master key. Nothing was given out. Restore the vault or the key from the same backup.", cause);
