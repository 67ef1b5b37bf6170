using System.Runtime.InteropServices;

namespace Pandok.Dicom.Codecs.Libraries;

/// <summary>One native library: where it is looked for, and that it is there before anything calls into it.</summary>
internal sealed class NativeCodec(string name, string importName, string fileName, string package, string codecs, Func<string>? version)
{
    private readonly Lock gate = new();
    private string file = Environment.GetEnvironmentVariable("PANDOK_" + importName.ToUpperInvariant()) ?? fileName;
    private nint handle;

    /// <summary>The name that the imports carry.</summary>
    public string ImportName => importName;

    /// <summary>The file to load; a new name is tried at the next call.</summary>
    internal string FileName
    {
        get => file;
        set
        {
            lock (gate)
            {
                file = value;
                handle = 0;
            }
        }
    }

    /// <summary>Loads the library, once.</summary>
    /// <exception cref="CodecException">MissingLibrary.</exception>
    public nint Require()
    {
        lock (gate)
        {
            if (handle != 0 || NativeLibrary.TryLoad(file, out handle)) return handle;
        }
        throw new CodecException(CodecFault.MissingLibrary, $"{name} ({file}) cannot be loaded; it decodes {codecs}. Install it: apt install {package}");
    }

    public CodecLibrary Describe()
    {
        try
        {
            Require();
        }
        catch (CodecException)
        {
            return new CodecLibrary(name, file, package, codecs, false, null);
        }
        return new CodecLibrary(name, file, package, codecs, true, version?.Invoke() ?? VersionInFileName());
    }

    // libjpeg-turbo does not tell its version by its API; the file behind the link has that of its interface.
    private string VersionInFileName()
    {
        const string Maps = "/proc/self/maps";
        var stem = Path.GetFileName(file).Split(".so", 2)[0];
        var mapped = File.Exists(Maps) ? File.ReadLines(Maps).Select(Path.GetFileName).FirstOrDefault(path => path!.StartsWith(stem + ".so.", StringComparison.Ordinal)) : null;
        return mapped is null ? "unknown" : "interface " + mapped[(stem.Length + 4)..];
    }
}
