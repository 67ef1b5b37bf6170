namespace Pandok.Report;

internal enum VersionKind
{
    Final,
    Addendum,
}
