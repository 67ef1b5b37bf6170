namespace Pandok.Dicom.Network;

// Command Field (0000,0100), PS3.7 Annex E. A response has the highest bit set.
internal static class CommandField
{
    public const ushort Store = 0x0001;
    public const ushort Echo = 0x0030;
    public const ushort Cancel = 0x0FFF;
    public const ushort Response = 0x8000;
}
