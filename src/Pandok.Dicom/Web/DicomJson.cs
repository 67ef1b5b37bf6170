using System.Text.Json;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Web;

/// <summary>The DICOM JSON model (PS3.18 Annex F), both ways.</summary>
public static class DicomJson
{
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
    /// <exception cref="JsonException">The text is not the model.</exception>
    public static DataSet Read(JsonElement json)
    {
        var set = new DataSet();
        set.Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");
        Fill(set, json);
        return set;
    }

    private static void Fill(DataSet set, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new JsonException("A data set is a JSON object.");
        foreach (var property in json.EnumerateObject())
        {
            if (!Tag.TryParseHex(property.Name, out var tag) || property.Value.ValueKind != JsonValueKind.Object) throw new JsonException($"{property.Name} is not an element.");
            if (tag == Tags.SpecificCharacterSet) continue;
            ReadElement(set, tag, property.Value);
        }
    }

    // An item knows its parent before its values come, so that they are encoded by the parent's character set.
    private static DataSet ReadItem(DataSet parent, JsonElement json)
    {
        var item = new DataSet();
        item.Adopt(parent);
        Fill(item, json);
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
            else if (element.Vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN) to.WriteBase64String("InlineBinary", element.Value.Span);
            else WriteValues(to, set, element);
        }
        to.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter to, DataSet set, DataElement element)
    {
        to.WriteStartArray("Value");
        var isNumber = element.Vr is Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.FL or Vr.FD or Vr.UV or Vr.SV or Vr.DS or Vr.IS;
        var numbers = isNumber ? set.GetNumbers(element.Tag) : [];
        if (numbers.Length > 0 && Array.TrueForAll(numbers, double.IsFinite))
        {
            foreach (var number in numbers)
            {
                if (Math.Abs(number) < 9e15 && Math.Truncate(number) == number) to.WriteNumberValue((long)number);
                else to.WriteNumberValue(number);
            }
        }
        else
        {
            foreach (var text in DataSetValues.ReadStrings(set, element))
            {
                if (text.Length == 0) to.WriteNullValue();
                else if (element.Vr == Vr.PN) WriteName(to, PersonName.Parse(text));
                else to.WriteStringValue(text);
            }
        }
        to.WriteEndArray();
    }

    private static void WriteName(Utf8JsonWriter to, PersonName name)
    {
        to.WriteStartObject();
        if (name.Alphabetic.Length > 0) to.WriteString("Alphabetic", name.Alphabetic);
        if (name.Ideographic is { } ideographic) to.WriteString("Ideographic", ideographic);
        if (name.Phonetic is { } phonetic) to.WriteString("Phonetic", phonetic);
        to.WriteEndObject();
    }

    private static void ReadElement(DataSet set, Tag tag, JsonElement json)
    {
        if (!json.TryGetProperty("vr", out var letters) || !VrTraits.TryParse(letters.GetString() ?? string.Empty, out var vr)) throw new JsonException($"{tag} has no VR.");
        if (json.TryGetProperty("InlineBinary", out var binary))
        {
            set.Set(DataElement.Padded(tag, vr, binary.GetBytesFromBase64()));
            return;
        }
        JsonElement[] values = json.TryGetProperty("Value", out var array) && array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray()] : [];
        if (vr == Vr.SQ) set.SetItems(tag, [.. values.Select(value => ReadItem(set, value))]);
        else if (vr.IsText()) set.Set(tag, vr, [.. values.Select(value => TextOf(value, vr))]);
        else if (vr is Vr.FD or Vr.FL)
            set.Set(DataElement.Of(tag, vr, values.SelectMany(value => vr == Vr.FD ? BitConverter.GetBytes(value.GetDouble()) : BitConverter.GetBytes(value.GetSingle())).ToArray()));
        else if (vr is Vr.UV) set.Set(DataElement.Of(tag, vr, values.SelectMany(value => BitConverter.GetBytes(value.GetUInt64())).ToArray()));
        else if (vr is Vr.SV) set.Set(DataElement.Of(tag, vr, values.SelectMany(value => BitConverter.GetBytes(value.GetInt64())).ToArray()));
        else if (vr is Vr.AT)
            set.SetIntegers(tag, vr, [.. values.Select(value => Tag.TryParseHex(value.GetString(), out var target) ? (long)target.Value : throw new JsonException($"{tag} is not a tag."))]);
        else if (values.Length > 0) set.SetIntegers(tag, vr, [.. values.Select(value => value.GetInt64())]);
        else set.Set(DataElement.Of(tag, vr, default));
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
