using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

internal sealed class DrawingTables : IEntityTypeConfiguration<Measurement>, IEntityTypeConfiguration<KeyImage>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public void Configure(EntityTypeBuilder<Measurement> builder)
    {
        builder.ToTable("measurements").HasKey(measurement => new { measurement.StudyUid, measurement.Id });
        builder.HasOne<Study>().WithMany().HasForeignKey(measurement => measurement.StudyUid).OnDelete(DeleteBehavior.Restrict);
        builder.Property(measurement => measurement.Drawn).HasConversion(drawn => JsonSerializer.Serialize(drawn, Json), text => JsonSerializer.Deserialize<Drawn>(text, Json)!);
    }

    public void Configure(EntityTypeBuilder<KeyImage> builder)
    {
        builder.ToTable("key_images").HasKey(image => new { image.StudyUid, image.Id });
        builder.HasOne<Study>().WithMany().HasForeignKey(image => image.StudyUid).OnDelete(DeleteBehavior.Restrict);
    }
}
