using Pandok.Worklist;

namespace Pandok.Analyze;

internal static class AnalyzeStage
{
    public static IServiceCollection AddAnalyze(this IServiceCollection services) => services.AddScoped<IStudyStep, AnalyzeStep>();
}
