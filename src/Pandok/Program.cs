using System.CommandLine;
using Pandok.Access;
using Pandok.Analyze;
using Pandok.Archive;
using Pandok.Audit;
using Pandok.Commands;
using Pandok.Commands.Demo;
using Pandok.Commands.Offline;
using Pandok.Coordinate;
using Pandok.Deidentify;
using Pandok.Deliver;
using Pandok.Devices;
using Pandok.Dicom.Codecs.Isolation;
using Pandok.Ingest;
using Pandok.Orders;
using Pandok.Platform;
using Pandok.Read;
using Pandok.Report;
using Pandok.Review;
using Pandok.Worklist;

namespace Pandok;

/// <summary>The table of contents: the commands, and the stages of the platform in the order of a study's journey.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [DecoderProcesses.Argument]) return DecoderWorker.Run();
        DecoderProcesses.Use();
        var root = new RootCommand("Pandok: remote reading of medical images")
        {
            ServeCommand.Build(),
            DemoCommand.Build(),
            SendCommand.Build(),
            TranscodeCommand.Build(),
            ValidateCommand.Build(),
            DumpCommand.Build(),
            DeidentifyCommand.Build(),
            UnsealCommand.Build(),
            AdminCommand.Build(),
        };
        return await CommandRunner.RunAsync(root, args);
    }

    public static void AddStages(IServiceCollection services, PandokOptions options)
    {
        services.AddPlatform(options);
        services.AddAccess(options);
        services.AddAudit();
        services.AddDevices();
        services.AddIngest();
        services.AddDeidentify();
        services.AddOrders();
        services.AddArchive();
        services.AddReview();
        services.AddAnalyze();
        services.AddWorklist();
        services.AddRead();
        services.AddReport();
        services.AddDeliver();
    }

    public static void MapStages(IEndpointRouteBuilder routes)
    {
        routes.MapAccess();
        routes.MapAudit();
        routes.MapDevices();
        routes.MapIngest();
        routes.MapDeidentify();
        routes.MapOrders();
        routes.MapArchive();
        routes.MapReview();
        routes.MapWorklist();
        routes.MapRead();
        routes.MapReport();
        routes.MapDeliver();
        routes.MapCoordinate();
    }
}
