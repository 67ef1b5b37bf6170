using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Pandok.Dicom.Standard;

/// <summary>The UID registry of PS3.6 Annex A (edition 2026c), the UIDs the library names in code, and the making of new ones.</summary>
public static class Uids
{
    /// <summary>Our implementation class UID: a UUID-derived UID (PS3.5 Annex B.2), made once.</summary>
    public const string ImplementationClass = "2.25.196812094331107521984303620871204093185";

    /// <summary>Our implementation version name (PS3.7 D.3.3.2.3), at most 16 characters.</summary>
    public const string ImplementationVersion = "PANDOK_0_1";

    /// <summary>Verification SOP Class.</summary>
    public const string Verification = "1.2.840.10008.1.1";

    /// <summary>Media Storage Directory Storage: a DICOMDIR.</summary>
    public const string MediaStorageDirectory = "1.2.840.10008.1.3.10";

    /// <summary>DICOM Application Context Name.</summary>
    public const string ApplicationContext = "1.2.840.10008.3.1.1.1";

    /// <summary>CT Image Storage.</summary>
    public const string CTImageStorage = "1.2.840.10008.5.1.4.1.1.2";

    /// <summary>Segmentation Storage.</summary>
    public const string SegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.4";

    /// <summary>Label Map Segmentation Storage.</summary>
    public const string LabelMapSegmentationStorage = "1.2.840.10008.5.1.4.1.1.66.7";

    /// <summary>Basic Text SR Storage.</summary>
    public const string BasicTextSRStorage = "1.2.840.10008.5.1.4.1.1.88.11";

    /// <summary>Comprehensive SR Storage.</summary>
    public const string ComprehensiveSRStorage = "1.2.840.10008.5.1.4.1.1.88.33";

    /// <summary>Comprehensive 3D SR Storage.</summary>
    public const string Comprehensive3DSRStorage = "1.2.840.10008.5.1.4.1.1.88.34";

    /// <summary>Key Object Selection Document Storage.</summary>
    public const string KeyObjectSelectionStorage = "1.2.840.10008.5.1.4.1.1.88.59";

    /// <summary>Secondary Capture Image Storage.</summary>
    public const string SecondaryCaptureImageStorage = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>Multi-frame Grayscale Byte Secondary Capture Image Storage.</summary>
    public const string GrayscaleByteSecondaryCaptureStorage = "1.2.840.10008.5.1.4.1.1.7.2";

    /// <summary>Multi-frame Grayscale Word Secondary Capture Image Storage.</summary>
    public const string GrayscaleWordSecondaryCaptureStorage = "1.2.840.10008.5.1.4.1.1.7.3";

    /// <summary>Multi-frame True Color Secondary Capture Image Storage.</summary>
    public const string TrueColorSecondaryCaptureStorage = "1.2.840.10008.5.1.4.1.1.7.4";

    /// <summary>Grayscale Softcopy Presentation State Storage.</summary>
    public const string GrayscaleSoftcopyPresentationStateStorage = "1.2.840.10008.5.1.4.1.1.11.1";

    /// <summary>Encapsulated PDF Storage.</summary>
    public const string EncapsulatedPdfStorage = "1.2.840.10008.5.1.4.1.1.104.1";

    private static readonly Lazy<FrozenDictionary<string, RegisteredUid>> Loaded = new(() =>
        Csv.Rows(typeof(Uids).Assembly, "uids.csv")
            .Select(row => new RegisteredUid(row[0], row[1], row[2], row[3], row[4] == "Y"))
            .ToFrozenDictionary(row => row.Value, StringComparer.Ordinal));

    /// <summary>All registered UIDs.</summary>
    public static IEnumerable<RegisteredUid> All => Loaded.Value.Values;

    /// <summary>The registry's row for a UID, or null.</summary>
    public static RegisteredUid? Find(string uid) => Loaded.Value.GetValueOrDefault(uid);

    /// <summary>True for a storage SOP class of the registry, retired ones included: what a C-STORE or STOW-RS may carry.</summary>
    public static bool IsStorage(string uid) => Find(uid) is { Kind: "SOPClass" } row && row.Name.Contains("Storage", StringComparison.Ordinal)
        && !row.Name.StartsWith("Storage Commitment", StringComparison.Ordinal) && row.Keyword != "MediaStorageDirectoryStorage";

    /// <summary>True if the text is a UID: digits and dots, at most 64, no empty or zero-led component (PS3.5 section 9.1).</summary>
    public static bool IsValid(string? uid)
    {
        if (uid is null || uid.Length is 0 or > 64) return false;
        var start = 0;
        for (var i = 0; i <= uid.Length; i++)
        {
            if (i < uid.Length && uid[i] is >= '0' and <= '9') continue;
            if (i < uid.Length && uid[i] != '.') return false;
            if (i == start || (uid[start] == '0' && i - start > 1)) return false;
            start = i + 1;
        }
        return true;
    }

    /// <summary>A new UID from random bits (PS3.5 Annex B.2: 2.25 and a version 4 UUID as a decimal number).</summary>
    public static string Create()
    {
        Span<byte> bits = stackalloc byte[16];
        RandomNumberGenerator.Fill(bits);
        return FromUuidBits(bits);
    }

    /// <summary>2.25 and the 128 bits as a decimal number, after the UUID version (8: made by hash) and variant bits are set.</summary>
    public static string FromHash(ReadOnlySpan<byte> hash)
    {
        Span<byte> bits = stackalloc byte[16];
        hash[..16].CopyTo(bits);
        return FromUuidBits(bits, 0x80);
    }

    private static string FromUuidBits(Span<byte> bits, byte version = 0x40)
    {
        bits[6] = (byte)((bits[6] & 0x0F) | version);
        bits[8] = (byte)((bits[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(bits, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture);
    }
}
