using System.Globalization;
using System.Text.Json;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Web;

/// <summary>
/// The DICOM JSON model (PS3.18 Annex F), both ways. A round trip gives the same values: DS and IS keep their digits, NaN and infinities are the strings of that name.
/// A BulkDataURI becomes an element of <see cref="DataElement.OfBulkData"/>. Only Specific Character Set changes: JSON is Unicode, so what is read is ISO_IR 192.
/// </summary>
public static class DicomJson
{
    /// <summary>Items within items that are read: 32, as in <see cref="Files.ReadLimits.Depth"/>. A <see cref="JsonDocument"/> with its default of 64 ends at 21.</summary>
    public const int Depth = 32;

    /// <summary>Writes a data set as one JSON object.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="set">The data set; Pixel Data, if it is to be told of, is in <paramref name="bulkData"/>.</param>
    /// <param name="bulkData">URIs of values that travel on their own (PS3.18 F.2.6), by tag; may be null.</param>
    public static void Write(Utf8JsonWriter to, DataSet set, IReadOnlyDictionary<Tag, (Vr Vr, string Uri)>? bulkData = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(set);
        to.WriteStartObject();
        foreach (var element in set)
        {
            if (!element.Tag.IsGroupLength) WriteElement(to, set, element);
        }
        foreach (var (tag, (vr, uri)) in bulkData ?? new Dictionary<Tag, (Vr, string)>())
        {
            to.WriteStartObject(tag.ToHex());
            to.WriteString("vr", vr.Letters());
            to.WriteString("BulkDataURI", uri);
            to.WriteEndObject();
        }
        to.WriteEndObject();
    }

    /// <summary>Reads one JSON object into a data set in UTF-8.</summary>
    /// <exception cref="JsonException">The text is not the model, or items nest deeper than <see cref="Depth"/>.</exception>
    public static DataSet Read(JsonElement json)
    {
        var set = new DataSet();
        set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        try
        {
            Fill(set, json, 0);
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("The text is not UTF-8, or a value is not of the kind its VR has.", fault); // only found out when a string is asked for
        }
        return set;
    }

    private static void Fill(DataSet set, JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("A data set is a JSON object.");
        foreach (var property in json.EnumerateObject())
        {
            if (!Tag.TryParseHex(property.Name, out var tag) || property.Value.ValueKind != JsonValueKind.Object) throw new JsonException($"{property.Name} is not an element.");
            if (tag == Tags.SpecificCharacterSet) continue;
            ReadElement(set, tag, property.Value, depth);
        }
    }

    // An item knows its parent before its values come, so that they are encoded by the parent's character set.
    private static DataSet ReadItem(DataSet parent, JsonElement json, int depth)
    {
        if (depth > Depth) throw new JsonException($"More than {Depth} items within items.");
        var item = new DataSet();
        item.Adopt(parent);
        Fill(item, json, depth);
        return item;
    }

    private static void WriteElement(Utf8JsonWriter to, DataSet set, DataElement element)
    {
        to.WriteStartObject(element.Tag.ToHex());
        to.WriteString("vr", element.Vr.Letters());
        if (!element.IsEmpty)
        {
            if (element.Items is { } items)
            {
                to.WriteStartArray("Value");
                foreach (var item in items) Write(to, item);
                to.WriteEndArray();
            }
            else if (element.BulkDataUri is { } uri) to.WriteString("BulkDataURI", uri);
            else if (element.Vr.IsBulk()) to.WriteBase64String("InlineBinary", element.Value.Span);
            else WriteValues(to, set, element);
        }
        to.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter to, DataSet set, DataElement element)
    {
        to.WriteStartArray("Value");
        if (element.Vr is Vr.FL or Vr.FD) foreach (var number in BinaryValues.Numbers(element)) WriteReal(to, number);
        else if (element.Vr is Vr.US or Vr.SS or Vr.UL or Vr.SL) foreach (var number in BinaryValues.Integers(element)) to.WriteNumberValue(number);
        else
        {
            foreach (var text in DataSetValues.ReadStrings(set, element))
            {
                if (text.Length == 0) to.WriteNullValue();
                else if (element.Vr == Vr.PN) WriteName(to, PersonName.Parse(text));
                else if (element.Vr is Vr.DS or Vr.IS or Vr.SV or Vr.UV && IsJsonNumber(text)) to.WriteRawValue(text);
                else to.WriteStringValue(text);
            }
        }
        to.WriteEndArray();
    }

    // PS3.18 F.2.3: DS, IS, SV and UV are numbers or strings. A number keeps its digits as they are written ("1.50"); what JSON cannot say so, or a script would round, is a string.
    private static bool IsJsonNumber(string text)
    {
        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]))) return false;
        var dot = digits.IndexOf('.');
        if (dot < 0 ? digits.Length > 15 || digits.ContainsAnyExceptInRange('0', '9') : dot == digits.Length - 1 || digits[(dot + 1)..].ContainsAnyExceptInRange('0', '9')) return false;
        return dot < 0 || !digits[..dot].ContainsAnyExceptInRange('0', '9');
    }

    private static void WriteReal(Utf8JsonWriter to, double number)
    {
        if (!double.IsFinite(number)) to.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        else to.WriteNumberValue(number);
    }

    private static void WriteName(Utf8JsonWriter to, PersonName name)
    {
        to.WriteStartObject();
        if (name.Alphabetic.Length > 0) to.WriteString("Alphabetic", name.Alphabetic);
        if (name.Ideographic is { } ideographic) to.WriteString("Ideographic", ideographic);
        if (name.Phonetic is { } phonetic) to.WriteString("Phonetic", phonetic);
        to.WriteEndObject();
    }

    private static void ReadElement(DataSet set, Tag tag, JsonElement json, int depth)
    {
        if (!json.TryGetProperty("vr", out var letters) || !VrTraits.TryParse(letters.GetString() ?? string.Empty, out var vr)) throw new JsonException($"{tag} has no VR.");
        try
        {
            set.Set(ElementOf(set, tag, vr, json, depth));
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new JsonException($"{tag}: the value does not fit {vr}.", fault);
        }
    }

    private static DataElement ElementOf(DataSet set, Tag tag, Vr vr, JsonElement json, int depth)
    {
        if (json.TryGetProperty("InlineBinary", out var binary)) return InlineOf(tag, vr, binary.GetBytesFromBase64());
        if (json.TryGetProperty("BulkDataURI", out var uri)) return DataElement.OfBulkData(tag, vr, uri.GetString() ?? throw new JsonException($"{tag}: a URI is text."));
        if (!json.TryGetProperty("Value", out var array)) array = default;
        else if (array.ValueKind != JsonValueKind.Array) throw new JsonException($"{tag}: Value is an array.");
        JsonElement[] values = array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray()] : [];
        if (vr == Vr.SQ) return DataElement.OfItems(tag, [.. values.Select(value => ReadItem(set, value, depth + 1))]);
        if (vr.IsText())
        {
            var text = string.Join('\\', values.Select(value => TextOf(value, vr)));
            return DataElement.Padded(tag, vr, (vr.UsesCharacterSet() ? set.CharacterSet : CharacterSet.Default).Encode(text, vr));
        }
        if (BinaryValues.IsReal(vr)) return DataElement.Of(tag, vr, BinaryValues.Pack(tag, vr, values.Select(RealOf).ToArray()));
        if (values.Length == 0) return DataElement.Of(tag, vr, default);
        return DataElement.Padded(tag, vr, BinaryValues.Pack(tag, vr, values.Select(value => IntegerOf(value, vr)).ToArray()));
    }

    // Fragments of an icon (PS3.5 section A.4) come back as fragments.
    private static DataElement InlineOf(Tag tag, Vr vr, byte[] bytes)
    {
        if (vr == Vr.SQ) throw new JsonException($"{tag}: a sequence has items.");
        return tag == Tags.PixelData && bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]) ? DataElement.OfFragments(tag, vr, bytes) : DataElement.Padded(tag, vr, bytes);
    }

    private static double RealOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, var text => double.Parse(text!, CultureInfo.InvariantCulture) }
        : value.GetDouble();

    private static long IntegerOf(JsonElement value, Vr vr)
    {
        if (vr == Vr.AT) return Tag.TryParseHex(value.GetString(), out var target) ? target.Value : throw new JsonException("An AT value is eight hexadecimal digits.");
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return vr is Vr.UV ? (long)ulong.Parse(text, CultureInfo.InvariantCulture) : long.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string TextOf(JsonElement value, Vr vr) => value.ValueKind switch
    {
        JsonValueKind.Null => string.Empty,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object when vr == Vr.PN => new PersonName(Part(value, "Alphabetic") ?? string.Empty, Part(value, "Ideographic"), Part(value, "Phonetic")).ToString(),
        _ => value.GetString() ?? string.Empty,
    };

    private static string? Part(JsonElement value, string name) => value.TryGetProperty(name, out var part) ? part.GetString() : null;
}
