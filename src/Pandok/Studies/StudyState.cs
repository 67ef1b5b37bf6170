namespace Pandok.Studies;

/// <summary>
/// Where a study is on its way. Analysis and delivery run beside it (see <see cref="AnalysisState"/>, <see cref="StudyStep"/>): AI never blocks reading.
/// <code>
/// Receiving --quiet--> Unread --claim--> Reading --sign--> Reported --acknowledge--> Delivered
///     ^                  ^  |               |                 |                          |
///     |                  |  +--<-release----+                 +--- late instance --------+--> Amending --claim--> Reading
///     +-- late instance -+
/// </code>
/// Invariants: 1. only Settle leaves Receiving (an emergency study is on the list while Receiving);
/// 2. a study with a signed version never returns to Unread, it is Amending; 3. every change writes its audit row in the same transaction.
/// </summary>
internal enum StudyState
{
    Receiving,
    Unread,
    Reading,
    Reported,
    Delivered,
    Amending,
}
