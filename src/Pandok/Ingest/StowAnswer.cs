using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Ingest;

/// <summary>
/// The Store Instances Response Module (PS3.18 Annex I): what was stored, under which UIDs and where, what failed and why. Each stored item says by Original Attributes Sequence which of the
/// sender's instances it is: de-identification is a coercion (Warning Reason B000H).
/// </summary>
internal sealed class StowAnswer(DateTimeOffset now)
{
    private const int LookUps = 500;
    private static readonly Tag WarningReason = new(0x00081196), ModifiedAttributesSequence = new(0x04000550), OriginalAttributesSequence = new(0x04000561),
        AttributeModificationDateTime = new(0x04000562), ModifyingSystem = new(0x04000563), SourceOfPreviousValues = new(0x04000564), ReasonForTheAttributeModification = new(0x04000565);
    private readonly List<(string Study, string Instance, string? SopClass, string? Original)> stored = [];
    private readonly List<DataSet> held = [];
    private readonly SortedSet<string> doubts = new(StringComparer.Ordinal);
    private readonly List<DataSet> failed = [];
    private readonly SortedSet<string> reasons = new(StringComparer.Ordinal);
    private int? worst;

    /// <param name="outcome">Of the intake.</param>
    /// <param name="sent">What the sender calls it, as far as that can be read.</param>
    public void Add(ReceiveOutcome outcome, (string? SopClass, string? Instance) sent)
    {
        switch (outcome)
        {
            case ReceiveOutcome.Archived archived: stored.Add((archived.Study, archived.Instance, sent.SopClass, sent.Instance)); break;
            case ReceiveOutcome.AlreadyThere there: stored.Add((there.Study, there.Instance, sent.SopClass, sent.Instance)); break;
            case ReceiveOutcome.Held kept: Held(kept, sent); break;
            case ReceiveOutcome.OutOfResources: Failed(0xA700, "outOfResources", StatusCodes.Status507InsufficientStorage, sent); break;
            case ReceiveOutcome.Unreadable unreadable: Failed(unreadable.Error == DicomError.UnsupportedSyntax ? 0xC122 : 0xC000, JsonNamingPolicy.CamelCase.ConvertName(unreadable.Error.ToString()), StatusCodes.Status409Conflict, sent); break;
            case ReceiveOutcome.Refused refused: Failed(ReasonOf(refused.Code), refused.Code, StatusCodes.Status409Conflict, sent); break;
            default: throw new InvalidOperationException(outcome.GetType().Name);
        }
    }

    /// <summary>The body itself could not be read further; what was stored before stays stored, and the answer says so.</summary>
    public void Broken(string code, int status) => Failed(0xC000, code, status, default);

    /// <summary>200 if all were stored, 202 if some, else the kind of failure.</summary>
    public async Task<IResult> ToResultAsync(HttpContext context, string mediaType, string root, Database db, CancellationToken stop)
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        if (failed.Count > 0) set.SetItems(Tags.FailedSOPSequence, failed);
        if (stored.Count + held.Count > 0) set.SetItems(Tags.ReferencedSOPSequence, [.. await ReferencesAsync(root, db, stop), .. held]);
        if (stored.Select(one => one.Study).Distinct().ToList() is [var study]) set.Set(Tags.RetrieveURL, Vr.UR, $"{root}/studies/{study}");
        using var bytes = new MemoryStream();
        await using (var json = new Utf8JsonWriter(bytes)) DicomJson.Write(json, set);
        context.Response.StatusCode = worst is null ? stored.Count + held.Count > 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
            : worst is StatusCodes.Status409Conflict or StatusCodes.Status507InsufficientStorage && stored.Count + held.Count > 0 ? StatusCodes.Status202Accepted : worst.Value;
        context.Response.Headers.CacheControl = "no-store";
        if (failed.Count > 0) context.Response.Headers.Append("Warning", $"299 pandok \"{failed.Count} of {failed.Count + stored.Count + held.Count} not stored: {string.Join(", ", reasons)}\"");
        if (held.Count > 0) context.Response.Headers.Append("Warning", $"299 pandok \"{held.Count} held for privacy review: {string.Join(", ", doubts)}\"");
        return Results.Bytes(bytes.ToArray(), mediaType);
    }

    private async Task<IReadOnlyList<DataSet>> ReferencesAsync(string root, Database db, CancellationToken stop)
    {
        var rows = new Dictionary<string, (string SopClass, string Series)>(stored.Count);
        foreach (var some in stored.Select(one => one.Instance).Distinct().Chunk(LookUps))
        {
            foreach (var row in await db.Set<Instance>().Where(row => some.Contains(row.Uid)).Select(row => new { row.Uid, row.SopClass, row.SeriesUid }).ToListAsync(stop)) rows[row.Uid] = (row.SopClass, row.SeriesUid);
        }
        return [.. stored.Select(one =>
        {
            var (sopClass, series) = rows[one.Instance];
            var item = new DataSet().Set(Tags.ReferencedSOPClassUID, Vr.UI, sopClass).Set(Tags.ReferencedSOPInstanceUID, Vr.UI, one.Instance)
                .Set(Tags.RetrieveURL, Vr.UR, $"{root}/studies/{one.Study}/series/{series}/instances/{one.Instance}").SetIntegers(WarningReason, Vr.US, 0xB000);
            return one.Original is { } original ? item.SetItems(OriginalAttributesSequence, CoercionOf(original)) : item;
        })];
    }

    // Taken in, and not to be retrieved until a person released it: no Retrieve URL.
    private void Held(ReceiveOutcome.Held kept, (string? SopClass, string? Instance) sent)
    {
        var item = new DataSet().Set(Tags.ReferencedSOPClassUID, Vr.UI, kept.SopClass).Set(Tags.ReferencedSOPInstanceUID, Vr.UI, kept.Instance).SetIntegers(WarningReason, Vr.US, 0xB000);
        held.Add(sent.Instance is { } original ? item.SetItems(OriginalAttributesSequence, CoercionOf(original)) : item);
        doubts.UnionWith(kept.Reasons);
    }

    // PS3.3 C.12.1.1.9: the values that were replaced.
    private DataSet CoercionOf(string original) => new DataSet()
        .SetItems(ModifiedAttributesSequence, new DataSet().Set(Tags.SOPInstanceUID, Vr.UI, original))
        .Set(AttributeModificationDateTime, Vr.DT, now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "+0000")
        .Set(ModifyingSystem, Vr.LO, "PANDOK").Set(SourceOfPreviousValues, Vr.LO).Set(ReasonForTheAttributeModification, Vr.CS, "COERCE");

    private void Failed(int reason, string code, int status, (string? SopClass, string? Instance) sent)
    {
        var item = new DataSet();
        if (sent.SopClass is { } sopClass) item.Set(Tags.ReferencedSOPClassUID, Vr.UI, sopClass);
        if (sent.Instance is { } instance) item.Set(Tags.ReferencedSOPInstanceUID, Vr.UI, instance);
        failed.Add(item.SetIntegers(Tags.FailureReason, Vr.US, reason));
        reasons.Add(code);
        // A body that broke outweighs a part that was refused; that the store is full outweighs both.
        worst = worst is null || Weight(status) > Weight(worst.Value) ? status : worst;
    }

    private static int Weight(int status) => status switch { StatusCodes.Status409Conflict => 0, StatusCodes.Status507InsufficientStorage => 2, _ => 1 };

    // PS3.18 Table I.2-2, PS3.4 Table B.2-1.
    private static int ReasonOf(string code) => code switch
    {
        "unknownSopClass" => 0x0122,
        "metaMismatch" => 0xA900,
        "missingSopClass" or "missingUid" => 0xC000,
        _ => 0x0110,
    };
}
