using System.Text.Json;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;

namespace Pandok.Ingest;

/// <summary>The Store Instances Response Module (PS3.18 Annex I): what was stored, what failed and why, with the mapped UIDs.</summary>
internal sealed class StowAnswer
{
    private readonly List<DataSet> stored = [];
    private readonly List<DataSet> failed = [];
    private int? worst;

    public void Add(ReceiveOutcome outcome)
    {
        switch (outcome)
        {
            case ReceiveOutcome.Archived archived: Stored(archived.Instance); break;
            case ReceiveOutcome.AlreadyThere there: Stored(there.Instance); break;
            case ReceiveOutcome.OutOfResources: Failed(0xA700, StatusCodes.Status507InsufficientStorage); break;
            case ReceiveOutcome.Unreadable { Error: DicomError.UnsupportedSyntax }: Failed(0xC122, StatusCodes.Status409Conflict); break; // PS3.18 Table I.2-2: referenced transfer syntax not supported
            case ReceiveOutcome.Unreadable: Failed(0xC000, StatusCodes.Status409Conflict); break;
            case ReceiveOutcome.Refused: Failed(0x0110, StatusCodes.Status409Conflict); break;
            default: throw new InvalidOperationException(outcome.GetType().Name);
        }
    }

    public void Broken() => Failed(0xC000, StatusCodes.Status400BadRequest);

    /// <summary>200 if all were stored, 202 if some, else the kind of failure.</summary>
    public IResult ToResult(HttpContext context)
    {
        var set = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        if (failed.Count > 0) set.SetItems(Tags.FailedSOPSequence, failed);
        if (stored.Count > 0) set.SetItems(Tags.ReferencedSOPSequence, stored);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) DicomJson.Write(json, set);
        context.Response.StatusCode = worst is null ? stored.Count > 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
            : stored.Count > 0 && worst != StatusCodes.Status400BadRequest ? StatusCodes.Status202Accepted : worst.Value;
        return Results.Bytes(bytes.ToArray(), "application/dicom+json");
    }

    private void Stored(string instance) => stored.Add(new DataSet().Set(Tags.ReferencedSOPInstanceUID, Vr.UI, instance));

    // The identity of what failed is the sender's to know: the part's place is its place in the sequence.
    private void Failed(int reason, int status)
    {
        failed.Add(new DataSet().SetIntegers(Tags.FailureReason, Vr.US, reason));
        worst = worst is null ? status : Math.Max(worst.Value, status);
    }
}
