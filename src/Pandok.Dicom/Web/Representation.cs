namespace Pandok.Dicom.Web;

/// <summary>One form in which a resource can be given; the choice among them is PS3.18 section 8.7.5 and RFC 9110 section 12.5.1.</summary>
/// <param name="MediaType">Of the content, or of each part.</param>
/// <param name="TransferSyntax">A UID; null for types that have none, such as application/dicom+json.</param>
/// <param name="IsMultipart">True if the content is multipart/related of this type.</param>
/// <param name="IsStored">True if it is what lies in the archive, unchanged.</param>
public sealed record Representation(string MediaType, string? TransferSyntax = null, bool IsMultipart = false, bool IsStored = false)
{
    /// <summary>
    /// The offer with the greatest weight; of equal weight the one whose range stands first in Accept, and within a range the first offer. A range that asks for any transfer syntax
    /// (<c>transfer-syntax=*</c>) prefers what is stored.
    /// </summary>
    /// <param name="accept">The ranges; none means any.</param>
    /// <param name="offers">In the order of the server's own preference.</param>
    /// <returns>Null if nothing that can be given was asked for (406).</returns>
    public static Representation? Choose(IReadOnlyList<MediaRange> accept, IReadOnlyList<Representation> offers)
    {
        ArgumentNullException.ThrowIfNull(accept);
        ArgumentNullException.ThrowIfNull(offers);
        if (accept.Count == 0) return offers.Count == 0 ? null : offers[0];
        foreach (var range in accept.Where(range => range.Quality > 0).OrderByDescending(range => range.Quality))
        {
            var fitting = offers.Where(offer => offer.Fits(range) && !accept.Any(other => other.Quality == 0 && Rank(other) >= Rank(range) && offer.Fits(other)));
            if ((range.TransferSyntax == "*" ? fitting.OrderByDescending(offer => offer.IsStored) : fitting).FirstOrDefault() is { } chosen) return chosen;
        }
        return null;
    }

    private bool Fits(MediaRange range)
    {
        if (range.Type == "*") return FitsSyntax(range, any: true);
        if (!IsMultipart) return range.Covers(MediaType) && FitsSyntax(range, any: range.Subtype == "*");
        if (!range.Covers("multipart/related")) return false;
        var type = range.Parameters.GetValueOrDefault("type");
        if (type is null or "*/*") return FitsSyntax(range, any: true);
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && MediaRange.Covers(type[..slash], type[(slash + 1)..], MediaType) && FitsSyntax(range, any: type[(slash + 1)..] == "*");
    }

    // Without the parameter a named type means its default syntax; a wildcard leaves the choice to the server.
    private bool FitsSyntax(MediaRange range, bool any) =>
        TransferSyntax is null || range.TransferSyntax == "*" || (range.TransferSyntax is { } named ? named == TransferSyntax : any || TransferSyntax == PixelMediaTypes.DefaultSyntaxOf(MediaType));

    private static int Rank(MediaRange range) => (range.Type == "*" ? 0 : range.Subtype == "*" ? 1 : 2) + range.Parameters.Count;
}
