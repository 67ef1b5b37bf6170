using System.Diagnostics;
using Pandok.Dicom.Codecs.Isolation;

namespace Pandok.Archive;

/// <summary>Decoding by OpenJPEG happens in processes of this same program, which damaged code may end without ending the node.</summary>
internal static class DecoderProcesses
{
    /// <summary>The argument that makes the program such a process.</summary>
    public const string Argument = "decoder-process";

    /// <summary>Turns isolation on for this process, once.</summary>
    public static void Use()
    {
        if (!DecoderIsolation.IsOn) DecoderIsolation.Use(Start);
    }

    // Beside the assembly, also where another program carries it; by the same dotnet where there is no program of its own, or this one runs so.
    private static ProcessStartInfo Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pandok.exe" : "pandok");
        var isByHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return isByHost || !File.Exists(program)
            ? new ProcessStartInfo(isByHost ? Environment.ProcessPath! : "dotnet", [Path.Combine(AppContext.BaseDirectory, "pandok.dll"), Argument])
            : new ProcessStartInfo(program, [Argument]);
    }
}
