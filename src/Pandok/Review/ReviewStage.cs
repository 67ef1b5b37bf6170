using Pandok.Worklist;

namespace Pandok.Review;

/// <summary>The privacy officer's look at what was held, and the second search of what is archived.</summary>
internal static class ReviewStage
{
    public static IServiceCollection AddReview(this IServiceCollection services) => services.AddScoped<HeldDesk>().AddScoped<Withdrawal>().AddScoped<IStudyStep, VerifyStep>();

    public static IEndpointRouteBuilder MapReview(this IEndpointRouteBuilder routes)
    {
        routes.MapHeld();
        routes.MapDeviceRules();
        return routes;
    }
}
