namespace Pandok.Studies;

internal enum Door
{
    Dimse,
    Stow,
}
