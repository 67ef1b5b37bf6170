using Pandok.Dicom.Data;

namespace Pandok.Dicom.Network;

// The normalized services as provider (PS3.7 chapter 10): from the command and its data set to the handler, and back.
internal static class IncomingNormalized
{
    // Null if the command cannot be one: then the status says why.
    public static NormalizedRequest? Read(Association association, AcceptedContext context, DataSet command, DataSet? dataSet, EventReporter events, out DimseStatus refusal)
    {
        var field = CommandSet.Field(command);
        refusal = DimseStatus.NoSuchSopClass;
        if (CommandSet.SopClass(command) is not { } sopClass || !CommandSet.IsUid(sopClass)) return null;
        refusal = DimseStatus.InvalidSopInstance;
        var instance = CommandSet.SopInstance(command);
        if (instance is null ? field != CommandField.Create : !CommandSet.IsUid(instance)) return null;
        return new NormalizedRequest
        {
            Association = association,
            AbstractSyntax = context.AbstractSyntax,
            SopClassUid = sopClass,
            SopInstanceUid = instance,
            MessageId = CommandSet.MessageId(command),
            TypeId = (ushort)(command.GetInteger(field == CommandField.EventReport ? CommandTags.EventTypeId : CommandTags.ActionTypeId) ?? 0),
            Attributes = CommandSet.Tags(command, CommandTags.AttributeIdentifierList) ?? [],
            DataSet = dataSet,
            Events = events,
        };
    }

    public static ValueTask<NormalizedResponse> HandleAsync(DicomServerHandler handler, long field, NormalizedRequest request, CancellationToken stop) => field switch
    {
        CommandField.EventReport => handler.EventReportAsync(request, stop),
        CommandField.GetAttributes => handler.GetAttributesAsync(request, stop),
        CommandField.Set => handler.SetAsync(request, stop),
        CommandField.Action => handler.ActionAsync(request, stop),
        CommandField.Create => handler.CreateAsync(request, stop),
        _ => handler.DeleteAsync(request, stop),
    };
}
