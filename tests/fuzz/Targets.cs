using System.Buffers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Htj2k;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Network;
using Pandok.Dicom.Objects.Reports;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Dicom.Rendering;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Validation;
using Pandok.Dicom.Web;

namespace Pandok.Fuzz;

/// <summary>Every door of the library that bytes from outside come in through. A table with its seeds: longer than other files.</summary>
internal static class Targets
{
    private static readonly string[] Codecs =
    [
        "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.202",
    ];

    private static readonly byte[][] Elements =
    [
        [0xE0, 0x7F, 0x10, 0x00], [0xFE, 0xFF, 0x00, 0xE0], [0xFE, 0xFF, 0x0D, 0xE0], [0xFE, 0xFF, 0xDD, 0xE0], [0xFF, 0xFF, 0xFF, 0xFF], [0x08, 0x00, 0x05, 0x00],
        .. new[] { "SQ", "UN", "OB", "OW", "PN", "DS", "UI", "DICM", "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.50", "\u001b$)C", "ISO 2022 IR 149", "\\" }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[][] Markers = [[0xFF, 0xD8], [0xFF, 0xC0], [0xFF, 0xC1], [0xFF, 0xC3], [0xFF, 0xC4], [0xFF, 0xDA], [0xFF, 0xDB], [0xFF, 0xDD], [0xFF, 0xD0], [0xFF, 0xD9], [0xFF, 0xF7], [0xFF, 0xF8], [0xFF, 0x4F], [0xFF, 0x51], [0xFF, 0x52], [0xFF, 0x55], [0xFF, 0x90], [0xFF, 0x93]];

    private static readonly DicomServer Server = DicomServer.Start(new DicomServerOptions { MaxConnections = 1000, MaxAssociations = 500 }, new Swallower());

    public static IReadOnlyList<Target> All { get; } =
    [
        new("file", Files, input => ReadFile(input, ReadMode.Tolerant) + ReadFile(input, ReadMode.Salvage), Elements),
        new("file-strict", Files, input => ReadFile(input, ReadMode.Strict) + ReadFile(input, ReadMode.Verbatim), Elements),
        new("charset", CharacterSets, ReadText, Elements),
        new("json", () => Sets().Select(set => Encoding.UTF8.GetBytes(Json(set))), ReadJson, [.. new[] { "\"vr\":\"SQ\"", "\"Value\":[", "\"InlineBinary\":\"", "null", "1e400", "\"BulkDataURI\":\"", "{}", "[[[[" }.Select(Encoding.ASCII.GetBytes)]),
        new("multipart", Multiparts, ReadMultipart, [.. new[] { "\r\n--b", "--b--", "\r\n\r\n", "Content-Type: ", "boundary=" }.Select(Encoding.ASCII.GetBytes)]),
        new("accept", Accepts, ReadAccept, [.. new[] { "multipart/related", "; type=\"", "q=0.5", "transfer-syntax=*", "\\\"", "*/*" }.Select(Encoding.ASCII.GetBytes)]),
        new("association", Conversations, Converse, [[1, 0], [2, 0], [4, 0], [5, 0], [7, 0], [0x10, 0], [0x20, 0], [0x30, 0], [0x40, 0], [0x50, 0], [0x52, 0], [0x54, 0], [0x58, 0]]),
        new("rle", () => Frames("1.2.840.10008.1.2.5"), input => Decode("1.2.840.10008.1.2.5", input), []),
        new("jpeg-lossless", () => Frames("1.2.840.10008.1.2.4.70"), input => Decode("1.2.840.10008.1.2.4.70", input), Markers),
        new("jpeg", Jpegs, input => Decode("1.2.840.10008.1.2.4.50", input) + Decode("1.2.840.10008.1.2.4.51", input), Markers),
        new("jpeg-ls", () => Frames("1.2.840.10008.1.2.4.80"), input => Decode("1.2.840.10008.1.2.4.80", input), Markers),
        // Decoded in a process of its own, which OpenJPEG 2.5.0 ends by an assertion on some damaged HTJ2K (docs/conformance/hostile-input.md).
        new("jpeg-2000", () => [.. Frames("1.2.840.10008.1.2.4.90"), .. Frames("1.2.840.10008.1.2.4.202")], input => Decode("1.2.840.10008.1.2.4.90", input) + Decode("1.2.840.10008.1.2.4.202", input), Markers),
        new("frames", () => [.. Encapsulated(), .. SingleBits()], ReadFrames, Elements),
        new("objects", Files, Understand, Elements),
        new("htj2k-encoder", () => [new byte[64], [.. Enumerable.Range(0, 400).Select(number => (byte)(number * 37))]], RoundTrip, []),
    ];

    private static string ReadFile(byte[] input, ReadMode mode)
    {
        try
        {
            var reader = new DicomReader(new MemoryStream(input), new ReadLimits { InflatedBytes = 16 << 20, PixelBytes = 16 << 20 }, mode);
            var header = reader.ReadFile();
            Walk(header.DataSet);
            if (header.Pixels is not null) reader.CopyPixelData(Stream.Null);
            reader.Finish();
            return string.Join(',', reader.Findings.Select(finding => finding.Code).Distinct());
        }
        catch (DicomException fault)
        {
            return $"{mode} {fault.Error} {fault.Message}";
        }
    }

    // Whoever shows a data set asks for every value.
    private static void Walk(DataSet set)
    {
        foreach (var element in set)
        {
            set.GetStrings(element.Tag);
            set.GetNumbers(element.Tag);
            set.GetDateTime(element.Tag);
            foreach (var item in set.GetItems(element.Tag)) Walk(item);
        }
    }

    private static string ReadText(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)0);
        var characters = CharacterSet.Of(end < 0 ? [] : input.AsSpan(0, end));
        var text = characters.Decode(input.AsSpan(end + 1), Vr.PN);
        characters.Decode(input.AsSpan(end + 1), Vr.LT);
        return $"{characters.IsKnown} {text.Length}";
    }

    private static string ReadJson(byte[] input)
    {
        using var json = JsonDocument.Parse(input);
        var set = DicomJson.Read(json.RootElement);
        Walk(set);
        return Json(set).Length > 0 ? "read" : "";
    }

    private static string ReadMultipart(byte[] input)
    {
        var reader = new MultipartReader(new MemoryStream(input), "b");
        var parts = 0;
        while (reader.NextAsync(default).AsTask().GetAwaiter().GetResult() is { } part)
        {
            part.Body.CopyToAsync(Stream.Null).GetAwaiter().GetResult();
            parts++;
        }
        return $"{parts} parts";
    }

    private static string ReadAccept(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input);
        if (!MediaRange.TryParseList(text, out var ranges)) return "no list";
        var chosen = Representation.Choose(ranges, [new("application/dicom+json"), new("image/jpeg", "1.2.840.10008.1.2.4.50", IsMultipart: true), new("application/octet-stream", "1.2.840.10008.1.2.1", IsMultipart: true)]);
        try
        {
            MultipartReader.BoundaryOf(text);
        }
        catch (MultipartException)
        {
            // Most have none.
        }
        return $"{ranges.Count} {chosen?.MediaType}";
    }

    private static string Converse(byte[] input)
    {
        using var client = new TcpClient { NoDelay = true, LingerState = new LingerOption(true, 0) };
        client.Connect(Server.EndPoint);
        var stream = client.GetStream();
        stream.ReadTimeout = 15_000;
        var answer = new byte[4096];
        var heard = new List<byte>();
        try
        {
            stream.Write(input);
            client.Client.Shutdown(SocketShutdown.Send);
            for (int count; (count = stream.Read(answer)) > 0;) heard.Add(answer[0]);
        }
        catch (IOException fault) when (fault.InnerException is SocketException { SocketErrorCode: not SocketError.TimedOut })
        {
            // The server ended the connection.
        }
        return Convert.ToHexString([.. heard]);
    }

    // Two numbers of the layout stand before the code.
    private static string Decode(string syntax, byte[] input)
    {
        if (input.Length < 3) return "";
        var bits = (input[2] & 1) == 0 ? 8 : 16;
        var layout = new PixelLayout(Math.Max(1, (int)input[0]), Math.Max(1, (int)input[1]), (input[2] & 2) == 0 ? 1 : 3, bits);
        try
        {
            var frame = FrameDecoder.DecodeFrame(syntax, input.AsSpan(3), layout);
            StoredValues.ToNumbers(frame);
            return $"{frame.Layout.PhotometricInterpretation} {frame.IsIrreversible}";
        }
        catch (CodecException fault)
        {
            return $"{fault.Code} {fault.Message}";
        }
    }

    private static string ReadFrames(byte[] input)
    {
        var said = new StringBuilder();
        var file = new MemoryStream(input);
        Try(() =>
        {
            var (header, index) = FrameIndex.ReadAsync(file, default).AsTask().GetAwaiter().GetResult();
            said.Append(index.Frames);
            for (var frame = 1; frame <= Math.Min(index.Frames, 4); frame++)
            {
                var coded = index.ReadAsync(file, frame, default).AsTask().GetAwaiter().GetResult();
                var decoded = FrameDecoder.DecodeFrame(header.Syntax.Uid, coded.Span, PixelLayout.Of(header), new DecodeOptions { MaximumFrameBytes = 16 << 20 });
                said.Append(FrameRenderer.Render(header.DataSet, frame, decoded, RenderOptions.Default).Components);
            }
        });
        return said.ToString();

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (Exception fault) when (fault is DicomException or CodecException)
            {
                said.Append(fault.Message);
            }
        }
    }

    private static string Understand(byte[] input)
    {
        var header = new DicomReader(new MemoryStream(input), new ReadLimits { InflatedBytes = 16 << 20 }).ReadFile();
        return $"{SegmentationReader.Read(header.DataSet)} {MeasurementReportReader.Read(header.DataSet)} {ContentTree.Read(header.DataSet) is null} {ObjectValidator.Validate(header, []).Findings.Count}";
    }

    private static string RoundTrip(byte[] input)
    {
        var random = new Random(input.Length == 0 ? 0 : BitConverter.ToInt32([.. input, 0, 0, 0, 0]));
        var (width, height, components, precision) = (random.Next(1, 90), random.Next(1, 90), random.Next(4) == 0 ? 3 : 1, random.Next(1, 17));
        var wide = precision > 8;
        var samples = new byte[width * height * components * (wide ? 2 : 1)];
        for (var i = 0; i < samples.Length; i++) samples[i] = input.Length == 0 ? (byte)0 : input[i % input.Length];
        var mask = (1 << precision) - 1;
        for (var i = 0; i < samples.Length; i += wide ? 2 : 1)
        {
            if (!wide) samples[i] &= (byte)mask;
            else samples[i + 1] &= (byte)(mask >> 8);
        }
        var code = new ArrayBufferWriter<byte>();
        Htj2kEncoder.Encode(samples, new Htj2kImage(width, height, components, precision, false), code);
        var layout = new PixelLayout(height, width, components, wide ? 16 : 8) { BitsStored = precision, PhotometricInterpretation = components == 3 ? Photometric.Rgb : Photometric.Monochrome2 };
        var decoded = FrameDecoder.DecodeFrame("1.2.840.10008.1.2.4.202", code.WrittenSpan, layout);
        if (!decoded.Samples.AsSpan().SequenceEqual(samples)) throw new InvalidOperationException($"{width} x {height} x {components}, {precision} bits: decoded to other samples");
        return $"{components} {precision}";
    }

    private static string Json(DataSet set)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes)) DicomJson.Write(json, set);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static IEnumerable<DataSet> Sets()
    {
        var image = new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "", "ISO 2022 IR 149").Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.2").Set(Tags.SOPInstanceUID, Vr.UI, "2.25.1")
            .Set(Tags.PatientName, Vr.PN, "Demo^Patient=洪^吉洞=홍^길동").Set(Tags.StudyDate, Vr.DA, "20260102").Set(new Tag(0x0008002A), Vr.DT, "20260102030405.123456+0900")
            .SetDecimals(Tags.PixelSpacing, 0.5, 0.5).SetIntegers(Tags.Rows, Vr.US, 4).SetIntegers(Tags.Columns, Vr.US, 4).SetIntegers(Tags.BitsAllocated, Vr.US, 8).SetIntegers(Tags.NumberOfFrames, Vr.IS, 2)
            .Set(new Tag(0x00090010), Vr.LO, "PANDOK TEST").Set(new Tag(0x00091001), Vr.LT, "private");
        yield return image;
        yield return image.Copy().SetItems(new Tag(0x00081140), new DataSet().Set(new Tag(0x00081155), Vr.UI, "2.25.2").SetItems(new Tag(0x0040A170), new DataSet().Set(new Tag(0x00080100), Vr.SH, "121320")));
        yield return new DataSet().Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.88.34").Set(Tags.SOPInstanceUID, Vr.UI, "2.25.3").Set(new Tag(0x0040A040), Vr.CS, "CONTAINER")
            .SetItems(new Tag(0x0040A043), Code("126000", "Imaging Measurement Report")).SetItems(new Tag(0x0040A730),
                new DataSet().Set(new Tag(0x0040A010), Vr.CS, "CONTAINS").Set(new Tag(0x0040A040), Vr.CS, "CONTAINER").SetItems(new Tag(0x0040A043), Code("126010", "Imaging Measurements")).SetItems(new Tag(0x0040A730),
                    new DataSet().Set(new Tag(0x0040A010), Vr.CS, "CONTAINS").Set(new Tag(0x0040A040), Vr.CS, "CONTAINER").SetItems(new Tag(0x0040A043), Code("125007", "Measurement Group")).SetItems(new Tag(0x0040A730),
                        new DataSet().Set(new Tag(0x0040A010), Vr.CS, "CONTAINS").Set(new Tag(0x0040A040), Vr.CS, "NUM").SetItems(new Tag(0x0040A043), Code("118565006", "Volume"))
                            .SetItems(new Tag(0x0040A300), new DataSet().SetDecimals(new Tag(0x0040A30A), 12.5).SetItems(new Tag(0x004008EA), Code("mL", "milliliter"))))));
        yield return new DataSet().Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.66.4").Set(Tags.SOPInstanceUID, Vr.UI, "2.25.4").Set(new Tag(0x00620001), Vr.CS, "BINARY")
            .SetIntegers(Tags.Rows, Vr.US, 4).SetIntegers(Tags.Columns, Vr.US, 4).SetIntegers(Tags.BitsAllocated, Vr.US, 1).SetIntegers(Tags.BitsStored, Vr.US, 1).SetIntegers(Tags.NumberOfFrames, Vr.IS, 2)
            .SetItems(new Tag(0x00620002), new DataSet().SetIntegers(new Tag(0x00620004), Vr.US, 1).Set(new Tag(0x00620005), Vr.LO, "Lung"))
            .SetItems(new Tag(0x52009230), Frame(0), Frame(5));
    }

    private static DataSet Code(string value, string meaning) => new DataSet().Set(new Tag(0x00080100), Vr.SH, value).Set(new Tag(0x00080102), Vr.SH, "DCM").Set(new Tag(0x00080104), Vr.LO, meaning);

    private static DataSet Frame(double z) => new DataSet().SetItems(new Tag(0x00209113), new DataSet().SetDecimals(Tags.ImagePositionPatient, 0, 0, z))
        .SetItems(new Tag(0x0062000A), new DataSet().SetIntegers(new Tag(0x0062000B), Vr.US, 1));

    private static IEnumerable<byte[]> Files() =>
        from set in Sets()
        from syntax in new[] { TransferSyntax.ExplicitLittleEndian, TransferSyntax.ImplicitLittleEndian, TransferSyntax.ExplicitBigEndian, TransferSyntax.DeflatedLittleEndian }
        select FileOf(set, syntax, new byte[32]);

    private static byte[] FileOf(DataSet set, TransferSyntax syntax, byte[] pixels)
    {
        using var written = new MemoryStream();
        var header = new DicomReader(new MemoryStream(Plain(set, pixels))).ReadFile() with { Syntax = syntax };
        DicomFile.WriteAsync(written, header, async (to, stop) => { await to.WriteAsync(pixels, stop); return pixels.Length; }, null, default).AsTask().GetAwaiter().GetResult();
        return written.ToArray();
    }

    private static byte[] Plain(DataSet set, byte[] pixels)
    {
        var bytes = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(bytes, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OB, pixels.Length), TransferSyntax.ExplicitLittleEndian);
        bytes.Write(pixels);
        return bytes.WrittenSpan.ToArray();
    }

    // Frames that do not begin at a byte, and the same in fragments, one of them deflated.
    private static IEnumerable<byte[]> SingleBits()
    {
        foreach (var syntax in new[] { "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.8.1" }.Select(uid => TransferSyntax.Find(uid)!))
        {
            var set = Sets().First().SetIntegers(Tags.Rows, Vr.US, 3).SetIntegers(Tags.Columns, Vr.US, 7).SetIntegers(Tags.NumberOfFrames, Vr.IS, 3);
            foreach (var tag in new[] { Tags.BitsAllocated, Tags.BitsStored, Tags.SamplesPerPixel }) set.SetIntegers(tag, Vr.US, 1);
            set.SetIntegers(Tags.HighBit, Vr.US, 0).Set(Tags.PhotometricInterpretation, Vr.CS, "MONOCHROME2");
            var bytes = new ArrayBufferWriter<byte>();
            DicomWriter.WriteFileHead(bytes, set, syntax);
            DicomWriter.WriteDataSet(bytes, set, syntax);
            DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OB, syntax.IsEncapsulated ? null : 8), syntax);
            byte[] frame = syntax.Uid.EndsWith("8.1", StringComparison.Ordinal) ? [0x13, 0x32, 0x61, 0x05, 0x00, 0x00] : [0x12, 0x34, 0x05, 0x00];
            bytes.Write(!syntax.IsEncapsulated ? [0x12, 0x34, 0xA5, 0x5A, 0x12, 0x34, 0x05, 0x00]
                : [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, .. Enumerable.Repeat((byte[])[0xFE, 0xFF, 0x00, 0xE0, (byte)frame.Length, 0, 0, 0, .. frame], 3).SelectMany(item => item), 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
            yield return bytes.WrittenSpan.ToArray();
        }
    }

    private static IEnumerable<byte[]> Encapsulated()
    {
        foreach (var syntax in Codecs)
        {
            var set = Sets().First().SetIntegers(Tags.Rows, Vr.US, 16).SetIntegers(Tags.Columns, Vr.US, 16);
            var code = Frames(syntax).First()[3..];
            var bytes = new ArrayBufferWriter<byte>();
            DicomWriter.WriteFileHead(bytes, set, TransferSyntax.Find(syntax)!);
            DicomWriter.WriteDataSet(bytes, set, TransferSyntax.Find(syntax)!);
            DicomWriter.WritePixelDataHead(bytes, new PixelDataHead(Tags.PixelData, Vr.OB, null), TransferSyntax.Find(syntax)!);
            byte[] padded = (code.Length & 1) == 0 ? code : [.. code, 0];
            bytes.Write((byte[])[0xFE, 0xFF, 0x00, 0xE0, 8, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(padded.Length + 8)]);
            for (var frame = 0; frame < 2; frame++) bytes.Write((byte[])[0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(padded.Length), .. padded]);
            bytes.Write((byte[])[0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
            yield return bytes.WrittenSpan.ToArray();
        }
    }

    private static IEnumerable<byte[]> Frames(string syntax)
    {
        foreach (var (bits, samples) in new[] { (8, 1), (16, 1), (8, 3) })
        {
            var pixels = new byte[16 * 16 * samples * bits / 8];
            for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * i / 7);
            byte[] layout = [16, 16, (byte)((bits == 16 ? 1 : 0) | (samples == 3 ? 2 : 0))];
            yield return [.. layout, .. FrameEncoder.Encode(syntax, pixels, new PixelLayout(16, 16, samples, bits)).Code.ToArray()];
        }
    }

    // The smallest pictures there are: one code for DC, one for the end of a block. 8 bits, 12 bits, and three components.
    private static IEnumerable<byte[]> Jpegs()
    {
        foreach (var (frame, precision, components) in new[] { (0xC0, 8, 1), (0xC1, 12, 1), (0xC0, 8, 3) })
        {
            byte[] quantities = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
            byte[] Table(int kind) => [0xFF, 0xC4, 0, 20, (byte)kind, 1, .. new byte[15], 0];
            var parts = Enumerable.Range(1, components).ToArray();
            byte[] code =
            [
                0xFF, 0xD8, .. quantities, 0xFF, (byte)frame, 0, (byte)(8 + 3 * components), (byte)precision, 0, 16, 0, 16, (byte)components, .. parts.SelectMany(part => new byte[] { (byte)part, 0x11, 0 }),
                .. Table(0), .. Table(0x10), 0xFF, 0xDA, 0, (byte)(6 + 2 * components), (byte)components, .. parts.SelectMany(part => new byte[] { (byte)part, 0 }), 0, 63, 0, .. new byte[components], 0x3F, 0xFF, 0xD9,
            ];
            yield return [16, 16, (byte)((precision == 12 ? 1 : 0) | (components == 3 ? 2 : 0)), .. code];
        }
    }

    private static IEnumerable<byte[]> CharacterSets() =>
        new (string Term, byte[] Text)[]
        {
            ("", "Demo^Patient"u8.ToArray()), ("ISO_IR 192", "홍^길동=洪^吉洞"u8.ToArray()), ("\\ISO 2022 IR 149", [.. "Hong^Gildong="u8, 0x1B, 0x24, 0x29, 0x43, 0xFB, 0xF3, (byte)'^', 0x1B, 0x24, 0x29, 0x43, 0xD1, 0xCE]),
            ("ISO 2022 IR 13\\ISO 2022 IR 87", [0xD4, 0xCF, 0xC0, (byte)'^', 0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x4A]), ("GB18030", [0xCD, 0xF5, (byte)'^', 0x81, 0x30, 0x81, 0x30]), ("ISO_IR 100", [(byte)'B', 0xE9]),
            ("\\ISO 2022 IR 58", [0x1B, 0x24, 0x29, 0x41, 0xCD, 0xF5]), ("\\ISO 2022 IR 159", [0x1B, 0x24, 0x28, 0x44, 0x22, 0x2F]),
        }.Select(pair => (byte[])[.. Encoding.ASCII.GetBytes(pair.Term), 0, .. pair.Text]);

    private static IEnumerable<byte[]> Multiparts() => new[]
    {
        "--b\r\nContent-Type: application/dicom\r\n\r\nDICM\r\n--b\r\nContent-Type: application/dicom+json\r\nContent-Location: x\r\n\r\n[]\r\n--b--\r\n",
        "preamble\r\n--b\r\n\r\n\r\n--b--", "--b  \r\nA: b\r\n c\r\n\r\n--bx\r\n--b--",
    }.Select(Encoding.ASCII.GetBytes);

    private static IEnumerable<byte[]> Accepts() => new[]
    {
        "application/dicom+json", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*;q=0.9, image/jpeg; q=0.5, */*; q=0", "multipart/related; boundary=\"a b'()+_,-./:=?c\"; type=\"application/dicom\"",
    }.Select(Encoding.ASCII.GetBytes);

    private static IEnumerable<byte[]> Conversations()
    {
        static byte[] Item(int type, byte[] value) => [(byte)type, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];
        static byte[] Pdu(int type, byte[] value) => [(byte)type, 0, 0, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];
        static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
        byte[] Context(int id, string syntax) => Item(0x20, [(byte)id, 0, 0, 0, .. Item(0x30, Ascii(syntax)), .. Item(0x40, Ascii("1.2.840.10008.1.2"))]);
        byte[] user = [.. Item(0x51, [0, 0, 0x40, 0]), .. Item(0x52, Ascii("2.25.1")), .. Item(0x58, [2, 1, 0, 4, .. "user"u8, 0, 4, .. "pass"u8]), .. Item(0x54, [0, 17, .. Ascii("1.2.840.10008.1.1"), 1, 1])];
        var request = Pdu(1, [0, 1, 0, 0, .. Ascii("PANDOK          "), .. Ascii("FUZZ            "), .. new byte[32], .. Item(0x10, Ascii("1.2.840.10008.3.1.1.1")), .. Context(1, "1.2.840.10008.1.1"), .. Context(3, "1.2.840.10008.5.1.4.1.1.2"), .. Item(0x50, user)]);
        static byte[] Element(int element, byte[] value) => [0, 0, (byte)element, (byte)(element >> 8), .. BitConverter.GetBytes(value.Length), .. value];
        byte[] Command(string sopClass, int field, bool data, byte[] more)
        {
            byte[] body = [.. Element(2, Ascii(sopClass.Length % 2 == 0 ? sopClass : sopClass + "\0")), .. Element(0x100, [(byte)field, 0]), .. Element(0x110, [1, 0]), .. Element(0x700, [0, 0]), .. Element(0x800, [1, (byte)(data ? 0 : 1)]), .. more];
            return [.. Element(0, BitConverter.GetBytes(body.Length)), .. body];
        }
        byte[] Data(int context, int flags, byte[] value) => Pdu(4, [0, 0, (byte)((value.Length + 2) >> 8), (byte)(value.Length + 2), (byte)context, (byte)flags, .. value]);
        byte[] set = [8, 0, 0x18, 0, 6, 0, 0, 0, .. "2.25.1"u8];
        yield return [.. request, .. Data(1, 3, Command("1.2.840.10008.1.1", 0x30, false, [])), .. Pdu(5, new byte[4])];
        yield return [.. request, .. Data(3, 3, Command("1.2.840.10008.5.1.4.1.1.2", 1, true, Element(0x1000, "2.25.1"u8.ToArray()))), .. Data(3, 2, set), .. Pdu(5, new byte[4])];
        yield return [.. request, .. Data(3, 1, Command("1.2.840.10008.5.1.4.1.1.2", 1, true, Element(0x1000, "2.25.1"u8.ToArray()))[..20]), .. Pdu(7, new byte[4])];
    }

    private sealed class Swallower : DicomServerHandler
    {
        public override async ValueTask<DimseStatus> StoreAsync(StoreRequest request, CancellationToken stop)
        {
            await request.DataSet.CopyToAsync(Stream.Null, stop);
            return DimseStatus.Success;
        }
    }
}
