using System.Text.Json;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Dicom.Web;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>Metadata (PS3.18 section 10.4.1.1.2): the headers of instances in the DICOM JSON model, written one by one; what is long and binary is named by a URI.</summary>
internal static class MetadataEndpoints
{
    public static async Task<IResult> StudyAsync(string study, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        Answer(context, await seen.InstancesAsync(user, study, null, null, stop), files);

    public static async Task<IResult> SeriesAsync(string study, string series, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        Answer(context, await seen.InstancesAsync(user, study, series, null, stop), files);

    public static async Task<IResult> InstanceAsync(string study, string series, string instance, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        Answer(context, await seen.InstancesAsync(user, study, series, instance, stop), files);

    private static IResult Answer(HttpContext context, IReadOnlyList<Instance> found, InstanceFiles files)
    {
        if (found.Count == 0) return Problems.NotFound();
        if (DicomWebAnswer.ChooseJson(context, out var mediaType) is { } refusal) return refusal;
        var root = DicomWebAnswer.Root(context);
        // Weak: the URIs in it name the host that was asked.
        return DicomWebAnswer.NotModified(context, InstanceEndpoints.TagOf(found, "json", weak: true), immutable: false)
            ?? DicomWebAnswer.Whole(mediaType, null, (to, stop) => WriteAsync(to, root, found, files, stop));
    }

    private static async Task WriteAsync(Stream to, string root, IReadOnlyList<Instance> found, InstanceFiles files, CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(to);
        json.WriteStartArray();
        foreach (var instance in found)
        {
            var header = await files.HeaderAsync(instance, stop);
            var uri = $"{root}/studies/{instance.StudyUid}/series/{instance.SeriesUid}/instances/{instance.Uid}";
            var bulk = header.DataSet.Where(BulkDataEndpoint.IsBulk).ToDictionary(element => element.Tag, element => (element.Vr, BulkDataEndpoint.UriOf(uri, element.Tag)));
            foreach (var tag in bulk.Keys) header.DataSet.Remove(tag);
            if (header.Pixels is { } pixels) bulk[pixels.Tag] = (pixels.Vr, BulkDataEndpoint.UriOf(uri, pixels.Tag));
            DicomJson.Write(json, header.DataSet, bulk);
            await json.FlushAsync(stop);
        }
        json.WriteEndArray();
    }
}
