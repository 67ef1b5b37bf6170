namespace Pandok.Worklist;

internal enum WorklistTab
{
    Unread,
    Reading,
    Done,
}
