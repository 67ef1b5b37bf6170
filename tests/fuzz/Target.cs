namespace Pandok.Fuzz;

/// <summary>Something that takes bytes from outside.</summary>
/// <param name="Name">Also the folder of its seeds.</param>
/// <param name="Seeds">Good inputs, made by ourselves.</param>
/// <param name="Run">Takes any bytes. A refusal is one of the library's typed exceptions; what it says of the input comes back.</param>
/// <param name="Words">What a mutation may put in: markers, tags, lengths.</param>
/// <param name="Megabytes">What one execution may allocate, whatever the input says.</param>
internal sealed record Target(string Name, Func<IEnumerable<byte[]>> Seeds, Func<byte[], string> Run, byte[][] Words, int Megabytes = 256);
