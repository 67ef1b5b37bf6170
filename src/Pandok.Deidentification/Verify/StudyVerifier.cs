using System.Globalization;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Verify;

/// <summary>
/// Verifies the written objects of one study, or of a folder: all of section 14, the whole file with its pixels, in bounded memory. What it searches for is built once and
/// grows with the words that new inputs bring. Safe for concurrent use; who has told all words by <see cref="Expect(Original)"/> before gets the same verdicts in any order.
/// </summary>
/// <param name="profile">The name of the profile in force.</param>
public sealed class StudyVerifier(string profile)
{
    private static readonly Tag ReferencedSopInstance = new(0x00081155);
    private readonly ClassTable table = ClassTable.Of(profile);
    private readonly Lock gate = new();
    private readonly StudyMap map = new();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> terms = new(StringComparer.Ordinal);
    private readonly HashSet<string> births = new(StringComparer.Ordinal);
    private readonly HashSet<string> instances = new(StringComparer.Ordinal);
    private IdentitySearch? search;

    /// <summary>Tells the words of an input before objects of its study are checked; <see cref="Check"/> does so for its own.</summary>
    public void Expect(Original original)
    {
        ArgumentNullException.ThrowIfNull(original);
        lock (gate)
        {
            var count = names.Count + terms.Count + births.Count;
            names.UnionWith(original.Names);
            terms.UnionWith(original.Terms);
            if (original.BirthDate is { } birth) births.Add(birth);
            Renew(count);
        }
    }

    /// <summary>As <see cref="Expect(Original)"/>, with what the de-identifier gathered.</summary>
    public void Expect(Original original, MappedIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        lock (gate)
        {
            Expect(original);
            var count = names.Count + terms.Count + births.Count;
            names.UnionWith(identity.Names);
            terms.UnionWith(identity.Terms);
            foreach (var number in new[] { identity.Original.PatientId, identity.Original.Accession, identity.Original.StudyId })
            {
                if (number is { Length: >= 4 }) terms.Add(number);
            }
            if (identity.Original.BirthDate is { } birth) births.Add(birth);
            instances.Add(identity.SopUid);
            Renew(count);
        }
    }

    /// <summary>Checks one written file from its first byte to its last.</summary>
    /// <param name="written">Read forward; seekable if <paramref name="look"/> is given.</param>
    /// <param name="original">What the input said.</param>
    /// <param name="identity">What stands in its place.</param>
    /// <param name="look">The second look at pixels; null where there is nothing to look at again.</param>
    public VerifierReport Check(Stream written, Original original, MappedIdentity identity, SecondLook? look = null)
    {
        ArgumentNullException.ThrowIfNull(written);
        var search = Search(original, identity);
        var findings = new HashSet<Finding>();
        using var file = new WrittenObject(written);
        var isRead = file.ReadHeader();
        var walk = new HeaderWalk(file.Header);
        var uids = new UidSearch([.. original.Uids, .. identity.Uids.Keys, identity.Original.StudyUid, identity.Original.SeriesUid, identity.Original.SopUid]);
        new HeaderCheck(file.Header, walk, search, uids, identity, table, findings).Run(walk.Read() && isRead);
        if (Verifier.ProfileOf(walk) != profile) findings.Add(new Finding(FindingCode.Structure, "(0012,0063)"));
        lock (gate)
        {
            CheckStudy(walk, identity, findings);
            CheckReferences(walk, findings);
        }
        var header = isRead ? CheckObject(file.Header, original, findings) : null;
        string? pixels = null;
        if (isRead && file.HasPixels)
        {
            using var check = new PixelCheck(file, search, uids, original.PixelSha256 is not null, findings);
            var hash = check.Run();
            pixels = hash is null ? null : Convert.ToHexStringLower(hash);
            if (original.PixelSha256 is { } before && !before.Span.SequenceEqual(hash)) findings.Add(new Finding(FindingCode.PixelsChanged, "(7FE0,0010)"));
        }
        if (look is not null && header is not null)
        {
            written.Position = 0;
            findings.UnionWith(look(header, written));
        }
        return new VerifierReport([.. findings], pixels);
    }

    private IdentitySearch Search(Original original, MappedIdentity identity)
    {
        lock (gate)
        {
            Expect(original, identity);
            return search ??= new IdentitySearch([.. births.DefaultIfEmpty(null).SelectMany(day => Traces.Of(names, terms, day)).DistinctBy(trace => trace.Word)]);
        }
    }

    // With new words it is built again when it is needed.
    private void Renew(int before)
    {
        if (names.Count + terms.Count + births.Count != before) search = null;
    }

    // Another reader than the walk: what it does not take, nobody should get.
    private static DicomHeader? CheckObject(ReadOnlyMemory<byte> bytes, Original original, HashSet<Finding> findings)
    {
        try
        {
            var header = ReadAgain(bytes);
            foreach (var (rule, place) in ObjectFaults.Of(header))
            {
                if (!original.Faults.Contains((rule, place))) findings.Add(new Finding(FindingCode.Iod, place));
            }
            return header;
        }
        catch (DicomException)
        {
            findings.Add(new Finding(FindingCode.Structure, string.Empty));
            return null;
        }
    }

    private static DicomHeader ReadAgain(ReadOnlyMemory<byte> bytes) => new DicomReader(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false)).ReadFile();

    private void CheckStudy(HeaderWalk walk, MappedIdentity identity, HashSet<Finding> findings)
    {
        var isRight = map.Agrees(identity) && walk.First(Tags.PatientID.Value) == identity.Pseudonym
            && walk.First(Tags.StudyInstanceUID.Value) == identity.StudyUid && walk.First(Tags.SeriesInstanceUID.Value) == identity.SeriesUid && walk.First(Tags.SOPInstanceUID.Value) == identity.SopUid
            && identity.DayShift <= 0 && identity.DayShift % 7 == 0 && (!table.KeepsDates || identity.DayShift < 0);
        if (!isRight) findings.Add(new Finding(FindingCode.Study, string.Empty));
        if (Day(walk.First(Tags.StudyDate.Value)) is { } after && Day(identity.Original.StudyDate) is { } before && table.KeepsDates && after != before.AddDays(identity.DayShift))
            findings.Add(new Finding(FindingCode.Study, Tags.StudyDate.ToString()));
    }

    private void CheckReferences(HeaderWalk walk, HashSet<Finding> findings)
    {
        foreach (var value in walk.Values)
        {
            if (value.Tag == ReferencedSopInstance && walk.Text(value) is { Length: > 0 } uid && !instances.Contains(uid)) findings.Add(new Finding(FindingCode.Reference, walk.Path(value)));
        }
    }

    private static DateOnly? Day(string? text) => text is { Length: >= 8 } && DateOnly.TryParseExact(text.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
