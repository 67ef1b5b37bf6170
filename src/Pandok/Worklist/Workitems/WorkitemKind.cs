namespace Pandok.Worklist.Workitems;

internal enum WorkitemKind
{
    /// <summary>A study on the readers' list; it follows the study.</summary>
    Reading,

    /// <summary>For a program that measures; made when a study settles and such programs have an account.</summary>
    Analysis,

    /// <summary>Made by a client.</summary>
    Other,
}
