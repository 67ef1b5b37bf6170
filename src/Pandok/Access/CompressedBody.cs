namespace Pandok.Access;

/// <summary>The endpoint takes a body with Content-Encoding br, gzip or deflate; its limit of size holds for what comes out.</summary>
internal sealed class CompressedBody;
