using System.Collections.Concurrent;

namespace Pandok.Deidentification;

using Pandok.Deidentification.Verify;

/// <summary>
/// Looks at the bytes that were written, not at what the de-identifier meant to write (PS3.15 E.1). It shares no rule code with it and reads the tables itself.
/// The caller checks before archiving and quarantines on any finding: <see cref="Outcome.Released.Judge"/>. <see cref="StudyVerifier"/> sees more: pixels, the input, the study.
/// </summary>
public static class Verifier
{
    private const int Kept = 16;
    private static readonly ConcurrentDictionary<string, IdentitySearch> Searches = new(StringComparer.Ordinal);

    /// <summary>Checks preamble, File Meta Information and data set up to Pixel Data, by the profile that the object names.</summary>
    /// <param name="writtenHeader">The bytes from the preamble up to, or past, the head of Pixel Data; little endian, lengths defined.</param>
    /// <param name="identity">What must not be found again.</param>
    /// <returns>Findings, none if the bytes are clean: IdentityLeft, PatternLeft, UidLeft, ClassLeft, Iod, Meta, Structure.</returns>
    public static IReadOnlyList<Finding> Check(ReadOnlyMemory<byte> writtenHeader, MappedIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var findings = new HashSet<Finding>();
        var walk = new HeaderWalk(writtenHeader);
        var isWhole = walk.Read();
        var uids = new UidSearch([.. identity.Uids.Keys, identity.Original.StudyUid, identity.Original.SeriesUid, identity.Original.SopUid]);
        new HeaderCheck(writtenHeader, walk, SearchOf(identity), uids, identity, ClassTable.Of(ProfileOf(walk)), findings).Run(isWhole);
        return [.. findings];
    }

    /// <summary>The profile that an object names in De-identification Method (0012,0063); strict if it names none.</summary>
    internal static string ProfileOf(HeaderWalk walk) => walk.First(0x00120063)?.Split('\\').Select(value => value.Split(' '))
        .LastOrDefault(words => words is ["Pandok", _, ..]) is { } named ? named[1] : "strict";

    // A study's slices come one after the other with the same words; nothing is kept longer than sixteen others take to come.
    private static IdentitySearch SearchOf(MappedIdentity identity)
    {
        var original = identity.Original;
        var key = string.Join('\u0001', [.. identity.Names, "\u0002", .. identity.Terms, "\u0002", original.PatientName, original.PatientId, original.IssuerOfPatientId, original.Accession, original.StudyId, original.BirthDate, original.ReferringPhysician]);
        if (Searches.TryGetValue(key, out var known)) return known;
        if (Searches.Count >= Kept) Searches.Clear();
        return Searches[key] = new IdentitySearch(Traces.Of(identity));
    }
}
