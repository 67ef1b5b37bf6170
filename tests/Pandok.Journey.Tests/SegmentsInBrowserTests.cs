using System.Net;
using Microsoft.Playwright;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Journey.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Pandok.Journey.Tests;

/// <summary>Segmentations that <see cref="Segmentation"/> builds from the truth of an artificial body, on the screen of the reading room: every pixel of the stack and of all three planes.</summary>
public sealed class SegmentsInBrowserTests
{
    private const int Columns = 96, Rows = 80, Slices = 24;
    private const double VoxelMillilitres = 1.25 * 1.5 * 3 / 1000;
    private static readonly Equipment Maker = new("Pandok", "Pandok", "0", "0.1.0");

    // Opaque where the mask is: asked of the canvas over the picture, at the middle of each pixel of the image.
    private const string Covered = """
        ([id, columns, rows]) => {
            const where = id === null ? pandokReading : pandokReading.planes.find(one => one.id === id);
            const canvas = document.querySelector(`[data-cell="${id ?? "stack"}"] canvas.rr-masks`);
            const ratio = canvas.width / canvas.getBoundingClientRect().width;
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let text = "";
            for (let row = 0; row < rows; row++)
                for (let column = 0; column < columns; column++) {
                    const at = where.placeOf(column, row);
                    text += data[(Math.floor(at.y * ratio) * canvas.width + Math.floor(at.x * ratio)) * 4 + 3] > 40 ? "1" : "0";
                }
            return text;
        }
        """;

    [Theory, InlineData(SegmentationType.Binary), InlineData(SegmentationType.LabelMap)]
    public async Task A_mask_of_ours_lies_on_every_pixel_of_the_truth_in_all_planes_and_has_its_volume(SegmentationType type)
    {
        await using var browser = await Browser.LaunchAsync();
        using var folder = new Folder();
        var (code, said) = await Run.Async("/usr/bin/python3", Path.Combine(Places.Root, "tests", "peers", "segmentations.py"), folder.Path);
        Assert.True(code == 0, said);
        foreach (var foreign in Directory.GetFiles(folder.Path, "seg-*.dcm")) File.Delete(foreign);
        var (lung, lesion) = (await File.ReadAllBytesAsync(Path.Combine(folder.Path, "truth-lung.bin")), await File.ReadAllBytesAsync(Path.Combine(folder.Path, "truth-lesion.bin")));
        var mask = await BuildAsync(type, folder.Path, lung, lesion);
        foreach (var truth in Directory.GetFiles(folder.Path, "truth-*")) File.Delete(truth);

        await using var node = await Node.StartAsync();
        (code, said) = await node.StorescuAsync(folder.Path);
        Assert.True(code == 0, said);
        // DCMTK does not know label maps.
        using (var device = node.DeviceClient()) Assert.Equal(HttpStatusCode.OK, (await Stow.SendAsync(device, mask)).Status);
        var page = await browser.SignInAsync(node, "reader", await node.AddUserAsync("reader", "Reader", language: "en"));
        await page.Locator("tr[data-study]").DblClickAsync();
        await new ReadingPage(page, node).PictureAsync();
        await page.WaitForFunctionAsync($"() => pandokReading.framesLoaded === {Slices}");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Segments") }).ClickAsync();
        var pane = page.Locator(".rr-maskpane");
        await Expect(pane).ToContainTextAsync($"{Three(lung.Count(one => one == 1) - (type == SegmentationType.LabelMap ? lesion.Count(one => one == 1) : 0))} mL");
        await Expect(pane).ToContainTextAsync($"{Three(lesion.Count(one => one == 1))} mL");

        await page.Locator("input[name=mask-outline]").UncheckAsync();
        await page.Locator("#rr-image").FocusAsync();
        await page.Keyboard.PressAsync("Alt+2");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Go to the largest slice of Nodule") }).ClickAsync();
        // The middle of the lesion, by what made it.
        await page.WaitForFunctionAsync("() => pandokReading.planes.length === 3 && pandokReading.slice === 8 && pandokReading.planes.every(one => one.slice === { coronal: 30, sagittal: 66, axial: 8 }[one.plane])");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Show Nodule" }).SetCheckedAsync(false);
        var rest = type == SegmentationType.Binary ? lung : [.. lung.Select((one, i) => (byte)(one & ~lesion[i]))];
        await LiesOnAsync(page, rest);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Show Nodule" }).SetCheckedAsync(true);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Show Lung" }).SetCheckedAsync(false);
        await LiesOnAsync(page, lesion);
        Assert.Empty(browser.Faults);
    }

    private static async Task LiesOnAsync(IPage page, byte[] truth)
    {
        await SeesAsync(page, null, Columns, Rows, (c, r) => truth[(8 * Rows + r) * Columns + c]);
        await SeesAsync(page, "coronal", Columns, Slices, (c, r) => truth[((Slices - 1 - r) * Rows + 30) * Columns + c]);
        await SeesAsync(page, "sagittal", Rows, Slices, (c, r) => truth[((Slices - 1 - r) * Rows + c) * Columns + 66]);
    }

    private static async Task SeesAsync(IPage page, string? plane, int columns, int rows, Func<int, int, byte> expected)
    {
        var cell = plane is null ? null : await page.EvaluateAsync<string>("name => pandokReading.planes.find(one => one.plane === name).id", plane);
        var wanted = string.Concat(Enumerable.Range(0, columns * rows).Select(i => expected(i % columns, i / columns)));
        var seen = "";
        for (var attempt = 0; attempt < 50 && seen != wanted; attempt++)
        {
            if (attempt > 0) await Task.Delay(200);
            seen = await page.EvaluateAsync<string>(Covered, new object?[] { cell, columns, rows });
        }
        Assert.True(seen == wanted, $"{plane ?? "stack"}: {seen.Zip(wanted).Count(pair => pair.First != pair.Second)} of {wanted.Length} pixels differ");
    }

    private static async Task<byte[]> BuildAsync(SegmentationType type, string folder, byte[] lung, byte[] lesion)
    {
        var images = new List<DataSet>();
        foreach (var path in Directory.GetFiles(folder, "ct-*.dcm").Order(StringComparer.Ordinal))
        {
            await using var file = File.OpenRead(path);
            images.Add((await new DicomReader(file).ReadFileAsync(default)).DataSet);
        }
        // Frames come in any order; the builder sorts them.
        var frames = Enumerable.Range(0, Slices).Reverse().SelectMany(z => FramesOf(z, images[z], type, lung, lesion)).ToArray();
        var built = new Segmentation(
            new ObjectContext(StudyContext.From(images[0]), Maker, new NewInstance("2.25.770001", "2.25.770002", 300, new DateTimeOffset(2026, 3, 4, 1, 2, 3, TimeSpan.Zero))),
            SegmentationGrid.Of(images[0], 3),
            [
                new Segment(1, "Lung", Codes.AnatomicalStructure, Codes.Lung) { AlgorithmType = SegmentAlgorithmType.Manual },
                new Segment(2, "Nodule", Codes.MorphologicallyAbnormalStructure, Codes.AbnormalOpacity) { AlgorithmType = SegmentAlgorithmType.Manual },
            ],
            frames) { Type = type }.Build();
        using var to = new MemoryStream();
        await built.WriteFileAsync(to, default);
        return to.ToArray();
    }

    private static IEnumerable<SegmentationFrame> FramesOf(int z, DataSet image, SegmentationType type, byte[] lung, byte[] lesion)
    {
        var (l, n) = (lung.AsMemory(z * Rows * Columns, Rows * Columns), lesion.AsMemory(z * Rows * Columns, Rows * Columns));
        var place = image.GetNumbers(Tags.ImagePositionPatient)!;
        var source = InstanceReference.To(image);
        if (type == SegmentationType.LabelMap)
        {
            // The lesion takes the place of the lung: a label map has one label a pixel.
            yield return new SegmentationFrame(place, SegmentationFrame.Mask(l.ToArray().Zip(n.ToArray(), (a, b) => b == 1 ? (byte)2 : a).ToArray()), source);
            yield break;
        }
        if (l.Span.Contains((byte)1)) yield return new SegmentationFrame(place, SegmentationFrame.Mask(l), source, 1);
        if (n.Span.Contains((byte)1)) yield return new SegmentationFrame(place, SegmentationFrame.Mask(n), source, 2);
    }

    private static string Three(int voxels)
    {
        var value = voxels * VoxelMillilitres;
        return value.ToString(value >= 100 ? "F0" : value >= 10 ? "F1" : "F2", System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("pandok-segments-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
