using System.Text.Json;
using System.Text.Json.Serialization;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Platform.Telemetry;

namespace Pandok.Platform;

internal static class PlatformStage
{
    public static IServiceCollection AddPlatform(this IServiceCollection services, PandokOptions options)
    {
        MasterKey.PrivateFolder(options.Data);
        services.AddSingleton(options);
        services.AddSingleton(MasterKey.OpenOrCreate(options.KeyFolder));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LiveHub>();
        services.AddDatabase(options);
        services.AddHostedService<MigrateAtStart>();
        if (options.StageTable is not null) services.AddHostedService<StageTable>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new UtcTimeConverter());
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        return services;
    }
}
