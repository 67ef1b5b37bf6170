using System.Reflection;
using NetArchTest.Rules;

namespace Pandok.Tests.Architecture;

/// <summary>The dependency rules of the architecture, section 6. A rule is a line of data.</summary>
public sealed class DependencyRulesTests
{
    private static readonly Assembly Product = typeof(Server).Assembly;

    private static readonly string[] Stages =
    [
        "Pandok.Access", "Pandok.Analyze", "Pandok.Archive", "Pandok.Audit", "Pandok.Commands", "Pandok.Coordinate", "Pandok.Deidentify", "Pandok.Deliver",
        "Pandok.Devices", "Pandok.Ingest", "Pandok.Orders", "Pandok.Read", "Pandok.Report", "Pandok.Review", "Pandok.Worklist",
    ];

    private static readonly string[] Way =
    [
        "Pandok.Ingest", "Pandok.Deidentify", "Pandok.Orders", "Pandok.Archive", "Pandok.Analyze", "Pandok.Worklist", "Pandok.Read", "Pandok.Report", "Pandok.Review",
        "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands",
    ];

    // Identity's and the framework's own stores speak through EF Core; these are the providers themselves.
    private static readonly string[] Providers =
    [
        "Npgsql", "Microsoft.Data.Sqlite", "SQLitePCL", "Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions",
        "Microsoft.EntityFrameworkCore.NpgsqlDbContextOptionsBuilderExtensions",
    ];

    public static TheoryData<string, string[]> Libraries => new()
    {
        { "Pandok.Dicom", [] },
        { "Pandok.Imaging", [] },
        { "Pandok.Deidentification", ["Pandok.Dicom"] },
    };

    public static TheoryData<string, string[]> ForbiddenInside => new()
    {
        { "Pandok.Platform", Stages },
        { "Pandok.Platform", ["Pandok.Studies", "Pandok.Dicom", "Pandok.Imaging", "Pandok.Deidentification"] },
        { "Pandok.Studies", [.. Stages, "Pandok.Platform", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore"] },
        // A study's way has one direction: what comes earlier does not know what comes later.
        { "Pandok.Access", [.. Way] },
        { "Pandok.Audit", [.. Way] },
        { "Pandok.Devices", [.. Way] },
        { "Pandok.Deidentify", [.. Way.Except(["Pandok.Deidentify"])] },
        { "Pandok.Orders", [.. Way.Except(["Pandok.Orders", "Pandok.Deidentify"])] },
        { "Pandok.Archive", ["Pandok.Review", "Pandok.Ingest", "Pandok.Deidentify", "Pandok.Analyze", "Pandok.Read", "Pandok.Report", "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands"] },
        // The review stands at the end of the way in: it calls intake and archive, and nobody calls it.
        { "Pandok.Review", ["Pandok.Orders", "Pandok.Analyze", "Pandok.Read", "Pandok.Report", "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands"] },
        { "Pandok.Ingest", ["Pandok.Review", "Pandok.Analyze", "Pandok.Read", "Pandok.Report", "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands"] },
        { "Pandok.Worklist", ["Pandok.Review", "Pandok.Ingest", "Pandok.Deidentify", "Pandok.Analyze", "Pandok.Archive", "Pandok.Read", "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands"] },
        { "Pandok.Report", ["Pandok.Ingest", "Pandok.Analyze", "Pandok.Archive", "Pandok.Read", "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands"] },
        { "Pandok.Read", ["Pandok.Ingest", "Pandok.Analyze", "Pandok.Deliver", "Pandok.Coordinate", "Pandok.Commands"] },
        { "Pandok.Deliver", ["Pandok.Ingest", "Pandok.Analyze", "Pandok.Archive", "Pandok.Read", "Pandok.Coordinate", "Pandok.Commands"] },
    };

    /// <summary>What may be used, and by whom alone.</summary>
    public static TheoryData<string[], string[]> Reserved => new()
    {
        // The vault is a store of its own beside the database.
        { Providers, ["Pandok.Platform.Database", "Pandok.Deidentify.Vaults"] },
        { ["SkiaSharp", "HarfBuzzSharp"], ["Pandok.Report", "Pandok.Archive"] },
        { ["Microsoft.ML.OnnxRuntime"], ["Pandok.Analyze.Onnx"] },
        { ["Hl7.Fhir"], ["Pandok.Orders.Fhir", "Pandok.Deliver"] },
        { ["Amazon.S3"], ["Pandok.Platform.Objects"] },
        { ["System.CommandLine", "Spectre.Console"], ["Pandok.Commands", "Pandok.Program", "Program"] },
    };

    [Theory, MemberData(nameof(Libraries))]
    public void A_library_references_only_what_it_may(string library, string[] allowed)
    {
        var ours = Assembly.Load(library).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Pandok", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(ours.Except(allowed));
    }

    [Theory, MemberData(nameof(ForbiddenInside))]
    public void A_folder_does_not_know_what_stands_above_it(string folder, string[] forbidden)
    {
        var inside = Types.InAssembly(Product).That().ResideInNamespaceMatching($@"^{folder.Replace(".", "\\.")}(\.|$)");
        Assert.NotEmpty(inside.GetTypes());
        AssertHolds(inside.ShouldNot().HaveDependencyOnAny(forbidden).GetResult());
    }

    [Theory, MemberData(nameof(Reserved))]
    public void A_library_of_others_stays_in_its_folder(string[] reserved, string[] folders)
    {
        var users = Types.InAssembly(Product).That().HaveDependencyOnAny(reserved).GetTypes().Select(type => type.FullName!);
        var strangers = users.Where(name => name.StartsWith("Pandok.", StringComparison.Ordinal) && !folders.Any(folder => IsIn(name, folder)));
        Assert.Equal([], strangers);
    }

    [Fact]
    public void The_walk_sees_dependencies_at_all()
    {
        Assert.NotEmpty(Types.InAssembly(Product).That().HaveDependencyOnAny(Providers).GetTypes());
        Assert.False(Types.InAssembly(Product).That().ResideInNamespace("Pandok.Audit").ShouldNot().HaveDependencyOn("Pandok.Access").GetResult().IsSuccessful);
    }

    [Fact]
    public void An_interface_of_our_own_has_two_implementations()
    {
        var types = new[] { "Pandok.Dicom", "Pandok.Imaging", "Pandok.Deidentification", "pandok" }.SelectMany(name => Assembly.Load(name).GetTypes()).ToList();
        var lonely = types.Where(type => type.IsInterface && type.Namespace?.StartsWith("Pandok", StringComparison.Ordinal) == true)
            .Where(ours => types.Count(type => type is { IsInterface: false, IsAbstract: false } && Implements(type, ours)) < 2);
        Assert.Empty(lonely.Select(type => type.FullName));
    }

    // Cecil writes a nested type with a slash, reflection with a plus.
    private static bool IsIn(string type, string folder) =>
        type == folder || (type.StartsWith(folder, StringComparison.Ordinal) && type[folder.Length] is ('.' or '/' or '+'));

    private static bool Implements(Type type, Type ours) =>
        type.GetInterfaces().Any(one => one == ours || (one.IsGenericType && one.GetGenericTypeDefinition() == ours));

    private static void AssertHolds(NetArchTest.Rules.TestResult result) =>
        Assert.True(result.IsSuccessful, string.Join(Environment.NewLine, result.FailingTypeNames ?? []));
}
