using Pandok.Dicom.Files;
using Pandok.Dicom.Rendering;
using Pandok.Dicom.Tests.Codecs;

namespace Pandok.Dicom.Tests.Rendering;

/// <summary>Every pixel of a picture is what DCMTK's dcm2pnm draws, but for one grey level of rounding.</summary>
public sealed class FrameRendererPeerTests
{
    private const string Modalities = "data/conformance/modalities/", Syntaxes = "data/conformance/transfer-syntaxes/";

    [Theory]
    [InlineData(Modalities + "cr/CR-MONO1-10-chest", "+Wi", "1")]
    [InlineData(Modalities + "dx/dx_image.dcm", "+Wi", "1")]
    [InlineData(Modalities + "mr/MR-SIEMENS-DICOM-WithOverlays.dcm", "+Wi", "1")]
    [InlineData(Modalities + "lut/vlut_04.dcm", "+Wl", "1")]
    [InlineData(Syntaxes + "CT_small.dcm", "+Wm")]
    [InlineData(Modalities + "lut/mlut_18.dcm", "+Wm")]
    public async Task Grey_is_what_dcm2pnm_draws(string file, params string[] window)
    {
        var picture = await RenderAsync(SharedData.File(file), new RenderOptions(Overlays: false));
        await SameAsync(picture, SharedData.File(file), 1, ["-O", .. window]);
    }

    [Theory]
    [InlineData(40, 400, VoiFunction.Linear, "+Wfl"), InlineData(-600, 1500, VoiFunction.Linear, "+Wfl"), InlineData(1000, 1, VoiFunction.Linear, "+Wfl"), InlineData(200, 700, VoiFunction.Sigmoid, "+Wfs")]
    public async Task A_window_asked_for_is_applied_as_dcm2pnm_does(double center, double width, VoiFunction function, string option)
    {
        var file = SharedData.File(Syntaxes + "CT_small.dcm");
        var picture = await RenderAsync(file, new RenderOptions(new Window(center, width, function)));
        await SameAsync(picture, file, 1, "+Ww", $"{center}", $"{width}", option);
    }

    [Theory]
    [InlineData(Syntaxes + "TestPattern_Palette.dcm"), InlineData(Modalities + "us/color-pl.dcm"), InlineData(Modalities + "us/color-px.dcm"), InlineData(Syntaxes + "SC_rgb_2frame.dcm")]
    public async Task Colour_is_what_dcm2pnm_draws(string file) =>
        await SameAsync(await RenderAsync(SharedData.File(file), RenderOptions.Default), SharedData.File(file), 1);

    [Theory]
    [InlineData(Modalities + "us/gdcm-US-ALOKA-16.dcm", "u.apply_color_lut(d.pixel_array, d) >> 8")]
    [InlineData(Syntaxes + "SC_ybr_full_uncompressed.dcm", "u.convert_color_space(d.pixel_array, 'YBR_FULL', 'RGB')")]
    public async Task Segmented_palettes_and_luminance_are_what_pydicom_computes(string file, string expression)
    {
        var path = SharedData.File(file);
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("NOT TESTED: /usr/bin/python3 is absent");
        var picture = await RenderAsync(path, RenderOptions.Default);
        await Peer.InFolderAsync(async folder =>
        {
            var values = Path.Combine(folder, "values");
            Peer.Run("/usr/bin/python3", "-c", $"import sys,pydicom,pydicom.pixel_data_handlers.util as u; d=pydicom.dcmread(sys.argv[1]); ({expression}).astype('u1').tofile(sys.argv[2])", path, values);
            Peer.SameValues([.. (await File.ReadAllBytesAsync(values)).Select(value => (double)value)], [.. picture.Pixels.Select(value => (double)value)], 1);
        });
    }

    [Theory]
    [InlineData(Syntaxes + "examples_overlay.dcm"), InlineData(Modalities + "mr/MR-SIEMENS-DICOM-WithOverlays.dcm")]
    public async Task Overlays_are_drawn_where_dcm2pnm_draws_them(string file)
    {
        var path = SharedData.File(file);
        var picture = await RenderAsync(path, RenderOptions.Default);
        var bare = await RenderAsync(path, new RenderOptions(Overlays: false));
        Assert.NotEqual(bare.Pixels, picture.Pixels);
        await SameAsync(picture, path, 1, "+O", "0", "+Omr", "+Osf", "1", "+Wi", "1");
    }

    private static async Task<RenderedImage> RenderAsync(string path, RenderOptions options)
    {
        await using var file = File.OpenRead(path);
        var header = await new DicomReader(file).ReadFileAsync(default);
        return FrameRenderer.Render(header.DataSet, 1, (await CodedObject.ReadAsync(path)).Decode(0), options);
    }

    private static Task SameAsync(RenderedImage picture, string path, int tolerance, params string[] options) => Peer.InFolderAsync(async folder =>
    {
        var drawn = Path.Combine(folder, "drawn.pnm");
        Peer.Run("dcm2pnm", ["--frame", "1", "+op", .. options, path, drawn]);
        var (width, height, components, values) = Netpbm(await File.ReadAllBytesAsync(drawn));
        Assert.Equal((width, height, components), (picture.Width, picture.Height, picture.Components));
        Peer.SameValues([.. values.Select(value => (double)value)], [.. picture.Pixels.Select(value => (double)value)], tolerance);
    });

    // P5 and P6: a head of words, then the samples.
    private static (int Width, int Height, int Components, byte[] Values) Netpbm(byte[] file)
    {
        var words = new List<string>();
        var at = 0;
        while (words.Count < 4)
        {
            while (char.IsWhiteSpace((char)file[at])) at++;
            if (file[at] == '#')
            {
                while (file[at] != '\n') at++;
                continue;
            }
            var from = at;
            while (!char.IsWhiteSpace((char)file[at])) at++;
            words.Add(System.Text.Encoding.ASCII.GetString(file, from, at - from));
        }
        Assert.Equal("255", words[3]);
        return (int.Parse(words[1], null), int.Parse(words[2], null), words[0] == "P6" ? 3 : 1, file[(at + 1)..]);
    }
}
