namespace Pandok.Dicom.Network;

// Command Field (0000,0100), PS3.7 Annex E. A response has the highest bit set.
internal static class CommandField
{
    public const ushort Store = 0x0001;
    public const ushort Get = 0x0010;
    public const ushort Find = 0x0020;
    public const ushort Move = 0x0021;
    public const ushort Echo = 0x0030;
    public const ushort EventReport = 0x0100;
    public const ushort GetAttributes = 0x0110;
    public const ushort Set = 0x0120;
    public const ushort Action = 0x0130;
    public const ushort Create = 0x0140;
    public const ushort Delete = 0x0150;
    public const ushort Cancel = 0x0FFF;
    public const ushort Response = 0x8000;

    public static bool IsNormalized(long field) => field is EventReport or GetAttributes or Set or Action or Create or Delete;

    // These name the SOP class and instance as requested, the others as affected (PS3.7 section 10.3).
    public static bool IsRequested(long field) => field is GetAttributes or Set or Action or Delete;
}
