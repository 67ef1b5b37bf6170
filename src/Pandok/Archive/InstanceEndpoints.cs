using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>Whole instances (PS3.18 section 10.4.1.1.1): of a study, of a series, or one; as stored, or uncompressed.</summary>
internal static class InstanceEndpoints
{
    private const string MediaType = "application/dicom";

    public static async Task<IResult> StudyAsync(string study, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, Uncompressed uncompressed, CancellationToken stop) =>
        await AnswerAsync(context, await seen.InstancesAsync(user, study, null, null, stop), files, uncompressed, single: false, stop);

    public static async Task<IResult> SeriesAsync(string study, string series, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, Uncompressed uncompressed, CancellationToken stop) =>
        await AnswerAsync(context, await seen.InstancesAsync(user, study, series, null, stop), files, uncompressed, single: false, stop);

    public static async Task<IResult> InstanceAsync(string study, string series, string instance, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, Uncompressed uncompressed, CancellationToken stop) =>
        await AnswerAsync(context, await seen.InstancesAsync(user, study, series, instance, stop), files, uncompressed, single: true, stop);

    private static async Task<IResult> AnswerAsync(HttpContext context, IReadOnlyList<Instance> found, InstanceFiles files, Uncompressed uncompressed, bool single, CancellationToken stop)
    {
        if (found.Count == 0) return Problems.NotFound();
        if (DicomWebAnswer.Choose(context, Offers(found, single), out var chosen) is { } refusal) return refusal;
        var tag = TagOf(found, chosen.IsStored ? "stored" : "plain", chosen.IsMultipart);
        if (DicomWebAnswer.NotModified(context, tag, immutable: single) is { } same) return same;
        var root = DicomWebAnswer.Root(context);
        if (chosen is { IsMultipart: false, IsStored: true })
        {
            context.Response.Headers.ContentLocation = LocationOf(root, found[0]);
            return DicomWebAnswer.Ranged(context, $"{MediaType}; transfer-syntax={found[0].TransferSyntax}", tag, found[0].Size, (to, offset, count, token) => files.CopyAsync(found[0], offset, count, to, token));
        }
        if (!chosen.IsMultipart)
        {
            context.Response.Headers.ContentLocation = LocationOf(root, found[0]);
            return await PixelFault.AnswerAsync(context, async () =>
            {
                var plan = await uncompressed.PlanAsync(found[0], stop);
                return DicomWebAnswer.Whole($"{MediaType}; transfer-syntax={PixelMediaTypes.ExplicitLittleEndian}", plan.Length, (to, token) => uncompressed.WriteAsync(plan, to, token));
            });
        }
        bool AsStored(Instance one) => chosen.IsStored || one.TransferSyntax == PixelMediaTypes.ExplicitLittleEndian;
        return DicomWebAnswer.Multipart(MediaType,
            [.. found.Select(one => new MultipartHead($"{MediaType}; transfer-syntax={(AsStored(one) ? one.TransferSyntax : PixelMediaTypes.ExplicitLittleEndian)}", LocationOf(root, one), AsStored(one) ? one.Size : null))],
            async (index, to, token) =>
            {
                if (AsStored(found[index])) await files.CopyAsync(found[index], 0, found[index].Size, to, token);
                else await uncompressed.WriteAsync(await uncompressed.PlanAsync(found[index], token), to, token);
            });
    }

    // Uncompressed first: it is the default where nothing else is named (PS3.18 section 8.7.3.5.2).
    private static List<Representation> Offers(IReadOnlyList<Instance> found, bool single)
    {
        var syntaxes = found.Select(one => one.TransferSyntax).Distinct().ToList();
        var stored = syntaxes is [var only] ? only : "mixed";
        var offers = new List<Representation>();
        if (stored != PixelMediaTypes.ExplicitLittleEndian && found.All(Uncompressed.Can)) offers.Add(new(MediaType, PixelMediaTypes.ExplicitLittleEndian, IsMultipart: true));
        offers.Add(new(MediaType, stored, IsMultipart: true, IsStored: true));
        return single ? [.. offers, .. offers.Select(offer => offer with { IsMultipart = false })] : offers;
    }

    private static string LocationOf(string root, Instance one) => $"{root}/studies/{one.StudyUid}/series/{one.SeriesUid}/instances/{one.Uid}";

    /// <summary>A tag of the contents; weak for a multipart, whose boundary is new each time.</summary>
    public static EntityTagHeaderValue TagOf(IReadOnlyList<Instance> found, string form, bool weak)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in found) hash.AppendData(Encoding.ASCII.GetBytes(one.Sha256));
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12))}-{form}\"", weak);
    }
}
