using Microsoft.AspNetCore.Http.Metadata;

namespace Pandok.Ingest;

/// <summary>The server's limit on request bodies does not hold here: parts are streamed and each has the reader's limits.</summary>
internal sealed class UnboundedBody : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
