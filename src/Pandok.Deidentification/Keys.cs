namespace Pandok.Deidentification;

#pragma warning disable CA1819 // key material, handed over once and only read
/// <summary>The keys of one site and project, one per purpose (HKDF of the site's root, made by the caller). Unkeyed hashes are forbidden (PS3.15 E.3.9).</summary>
/// <param name="Uid">Key of the UID map.</param>
/// <param name="Date">Key of the date shift.</param>
/// <param name="Patient">Key of the pseudonym.</param>
/// <param name="Accession">Key of accession numbers and study IDs.</param>
/// <param name="KeyId">Names the root without telling it; stands in every receipt.</param>
/// <param name="Prefix">Site code, prefix of the pseudonym: 1 to 16 letters or digits.</param>
public sealed record Keys(byte[] Uid, byte[] Date, byte[] Patient, byte[] Accession, string KeyId, string Prefix)
{
    /// <summary>Names the key, shows none.</summary>
    public override string ToString() => $"Keys {KeyId} of {Prefix}";
}
#pragma warning restore CA1819
