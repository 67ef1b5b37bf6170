using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Pandok.Platform.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DisplayName = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", nullable: false),
                    Disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Specialties = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    LockoutEnd = table.Column<long>(type: "INTEGER", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    ActorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ActorName = table.Column<string>(type: "TEXT", nullable: false),
                    ActorRole = table.Column<string>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", nullable: false),
                    Study = table.Column<string>(type: "TEXT", nullable: true),
                    Site = table.Column<Guid>(type: "TEXT", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", nullable: true),
                    PreviousHash = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "audit_heads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Seal = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_heads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "commitment_requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeviceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commitment_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => new { x.StudyUid, x.Version, x.Channel, x.Attempt });
                });

            migrationBuilder.CreateTable(
                name: "device_rules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SopClass = table.Column<string>(type: "TEXT", nullable: false),
                    Manufacturer = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    Software = table.Column<string>(type: "TEXT", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Columns = table.Column<int>(type: "INTEGER", nullable: false),
                    ImageType = table.Column<string>(type: "TEXT", nullable: false),
                    Photometric = table.Column<string>(type: "TEXT", nullable: false),
                    BoxesJson = table.Column<string>(type: "TEXT", nullable: false),
                    MadeOf = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reviewer = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Samples = table.Column<int>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_device_rules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "held_instances",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DeviceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    Door = table.Column<string>(type: "TEXT", nullable: false),
                    CallingAe = table.Column<string>(type: "TEXT", nullable: true),
                    Peer = table.Column<string>(type: "TEXT", nullable: false),
                    Wire = table.Column<string>(type: "TEXT", nullable: true),
                    SopClass = table.Column<string>(type: "TEXT", nullable: false),
                    Modality = table.Column<string>(type: "TEXT", nullable: false),
                    Frames = table.Column<int>(type: "INTEGER", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: true),
                    Columns = table.Column<int>(type: "INTEGER", nullable: true),
                    Reasons = table.Column<string>(type: "TEXT", nullable: false),
                    FindingsJson = table.Column<string>(type: "TEXT", nullable: false),
                    BoxesJson = table.Column<string>(type: "TEXT", nullable: false),
                    Profile = table.Column<string>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    HeldAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_held_instances", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "instance_receipts",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Seq = table.Column<int>(type: "INTEGER", nullable: false),
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256Out = table.Column<string>(type: "TEXT", nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instance_receipts", x => new { x.StudyUid, x.Seq });
                });

            migrationBuilder.CreateTable(
                name: "instances",
                columns: table => new
                {
                    Uid = table.Column<string>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    SopClass = table.Column<string>(type: "TEXT", nullable: false),
                    TransferSyntax = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    Frames = table.Column<int>(type: "INTEGER", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: true),
                    Columns = table.Column<int>(type: "INTEGER", nullable: true),
                    ObjectKey = table.Column<string>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_instances", x => x.Uid);
                });

            migrationBuilder.CreateTable(
                name: "intake_problems",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: false),
                    Peer = table.Column<string>(type: "TEXT", nullable: false),
                    CallingAe = table.Column<string>(type: "TEXT", nullable: true),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_problems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "performed_steps",
                columns: table => new
                {
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Uid = table.Column<string>(type: "TEXT", nullable: false),
                    DeviceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrderId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_performed_steps", x => new { x.SiteId, x.Uid });
                });

            migrationBuilder.CreateTable(
                name: "receipts",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    ProfileName = table.Column<string>(type: "TEXT", nullable: false),
                    ProfileVersion = table.Column<string>(type: "TEXT", nullable: false),
                    ProfileSha256 = table.Column<string>(type: "TEXT", nullable: false),
                    Instances = table.Column<int>(type: "INTEGER", nullable: false),
                    ActionsJson = table.Column<string>(type: "TEXT", nullable: false),
                    FindingsJson = table.Column<string>(type: "TEXT", nullable: false),
                    TablesJson = table.Column<string>(type: "TEXT", nullable: false),
                    Links = table.Column<int>(type: "INTEGER", nullable: false),
                    LastHash = table.Column<string>(type: "TEXT", nullable: false),
                    Seal = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_receipts", x => x.StudyUid);
                });

            migrationBuilder.CreateTable(
                name: "renditions",
                columns: table => new
                {
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    ObjectKey = table.Column<string>(type: "TEXT", nullable: true),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    BitsStored = table.Column<int>(type: "INTEGER", nullable: false),
                    Signed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Samples = table.Column<int>(type: "INTEGER", nullable: false),
                    Photometric = table.Column<string>(type: "TEXT", nullable: false),
                    Lossy = table.Column<bool>(type: "INTEGER", nullable: false),
                    Frames = table.Column<string>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_renditions", x => x.InstanceUid);
                });

            migrationBuilder.CreateTable(
                name: "report_drafts",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Comparison = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Findings = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Impression = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Indication = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_drafts", x => x.StudyUid);
                });

            migrationBuilder.CreateTable(
                name: "report_versions",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    SignedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SignedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    SignedByName = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Comparison = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Findings = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Impression = table.Column<string>(type: "TEXT", nullable: false),
                    Sections_Indication = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_versions", x => new { x.StudyUid, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "series",
                columns: table => new
                {
                    Uid = table.Column<string>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Modality = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: true),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    BodyPart = table.Column<string>(type: "TEXT", nullable: true),
                    InstanceCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    PackVersion = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series", x => x.Uid);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", nullable: false, defaultValue: "Asia/Seoul"),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sites", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "studies",
                columns: table => new
                {
                    Uid = table.Column<string>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Pseudonym = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Emergency = table.Column<bool>(type: "INTEGER", nullable: false),
                    Sex = table.Column<string>(type: "TEXT", nullable: true),
                    Age = table.Column<string>(type: "TEXT", nullable: true),
                    StudyDate = table.Column<string>(type: "TEXT", nullable: true),
                    StudyTime = table.Column<string>(type: "TEXT", nullable: true),
                    Accession = table.Column<string>(type: "TEXT", nullable: true),
                    StudyId = table.Column<string>(type: "TEXT", nullable: true),
                    Description = table.Column<string>(type: "TEXT", nullable: true),
                    Question = table.Column<string>(type: "TEXT", nullable: true),
                    Modality = table.Column<string>(type: "TEXT", nullable: false),
                    BodyPart = table.Column<string>(type: "TEXT", nullable: true),
                    Specialty = table.Column<string>(type: "TEXT", nullable: false),
                    SeriesCount = table.Column<int>(type: "INTEGER", nullable: false),
                    InstanceCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastInstanceAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SettlesAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SettledAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Analysis = table.Column<string>(type: "TEXT", nullable: false),
                    ClaimedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    ClaimExpires = table.Column<long>(type: "INTEGER", nullable: true),
                    ReportedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AcknowledgedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    AcknowledgedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    StuckReason = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_studies", x => x.Uid);
                });

            migrationBuilder.CreateTable(
                name: "study_modalities",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Modality = table.Column<string>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_study_modalities", x => new { x.StudyUid, x.Modality });
                });

            migrationBuilder.CreateTable(
                name: "study_steps",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_study_steps", x => new { x.StudyUid, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "workitem_events",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    WorkitemUid = table.Column<string>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Type = table.Column<int>(type: "INTEGER", nullable: false),
                    Attributes = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workitem_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "access_tokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    UsedOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_tokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_access_tokens_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "workitem_subscriptions",
                columns: table => new
                {
                    Subscriber = table.Column<string>(type: "TEXT", nullable: false),
                    WorkitemUid = table.Column<string>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Filter = table.Column<string>(type: "TEXT", nullable: false),
                    DeletionLock = table.Column<bool>(type: "INTEGER", nullable: false),
                    SuspendedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workitem_subscriptions", x => new { x.Subscriber, x.WorkitemUid });
                    table.ForeignKey(
                        name: "FK_workitem_subscriptions_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_sites",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_sites", x => new { x.AccountId, x.SiteId });
                    table.ForeignKey(
                        name: "FK_account_sites_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_account_sites_sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    AeTitle = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Host = table.Column<string>(type: "TEXT", nullable: true),
                    Port = table.Column<int>(type: "INTEGER", nullable: true),
                    MayRetrieve = table.Column<bool>(type: "INTEGER", nullable: false),
                    CharacterSet = table.Column<string>(type: "TEXT", nullable: true),
                    Certificate = table.Column<string>(type: "TEXT", nullable: true),
                    ApiKeySha256 = table.Column<string>(type: "TEXT", nullable: true),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Disabled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_devices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_devices_sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Accession = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", nullable: true),
                    Door = table.Column<string>(type: "TEXT", nullable: false),
                    Modality = table.Column<string>(type: "TEXT", nullable: false),
                    StationAe = table.Column<string>(type: "TEXT", nullable: true),
                    ScheduledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Priority = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    EnteredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LinkedStudy = table.Column<string>(type: "TEXT", nullable: true),
                    LinkedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_orders", x => x.Id);
                    table.ForeignKey(
                        name: "FK_orders_sites_SiteId",
                        column: x => x.SiteId,
                        principalTable: "sites",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "key_images",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    Frame = table.Column<int>(type: "INTEGER", nullable: false),
                    Caption = table.Column<string>(type: "TEXT", nullable: false),
                    WindowCenter = table.Column<double>(type: "REAL", nullable: true),
                    WindowWidth = table.Column<double>(type: "REAL", nullable: true),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_images", x => new { x.StudyUid, x.Id });
                    table.ForeignKey(
                        name: "FK_key_images_studies_StudyUid",
                        column: x => x.StudyUid,
                        principalTable: "studies",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "measurements",
                columns: table => new
                {
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    SeriesUid = table.Column<string>(type: "TEXT", nullable: false),
                    InstanceUid = table.Column<string>(type: "TEXT", nullable: false),
                    Frame = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Drawn = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AuthorName = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_measurements", x => new { x.StudyUid, x.Id });
                    table.ForeignKey(
                        name: "FK_measurements_studies_StudyUid",
                        column: x => x.StudyUid,
                        principalTable: "studies",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "workitems",
                columns: table => new
                {
                    Uid = table.Column<string>(type: "TEXT", nullable: false),
                    StudyUid = table.Column<string>(type: "TEXT", nullable: false),
                    SiteId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    TransactionUid = table.Column<string>(type: "TEXT", nullable: true),
                    Performer = table.Column<Guid>(type: "TEXT", nullable: true),
                    PerformerAe = table.Column<string>(type: "TEXT", nullable: true),
                    Priority = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    WorklistLabel = table.Column<string>(type: "TEXT", nullable: false),
                    Ready = table.Column<bool>(type: "INTEGER", nullable: false),
                    ScheduledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ModifiedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attributes = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_workitems", x => x.Uid);
                    table.ForeignKey(
                        name: "FK_workitems_studies_StudyUid",
                        column: x => x.StudyUid,
                        principalTable: "studies",
                        principalColumn: "Uid",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_access_tokens_AccountId",
                table: "access_tokens",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_access_tokens_Sha256",
                table: "access_tokens",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_account_sites_SiteId",
                table: "account_sites",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_accounts_NormalizedUserName",
                table: "accounts",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_audit_entries_Study_Seq",
                table: "audit_entries",
                columns: new[] { "Study", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_commitment_requests_DueAt",
                table: "commitment_requests",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_device_rules_SiteId",
                table: "device_rules",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_devices_AeTitle",
                table: "devices",
                column: "AeTitle",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_devices_ApiKeySha256",
                table: "devices",
                column: "ApiKeySha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_devices_SiteId",
                table: "devices",
                column: "SiteId");

            migrationBuilder.CreateIndex(
                name: "IX_held_instances_InstanceUid",
                table: "held_instances",
                column: "InstanceUid");

            migrationBuilder.CreateIndex(
                name: "IX_held_instances_State_HeldAt",
                table: "held_instances",
                columns: new[] { "State", "HeldAt" });

            migrationBuilder.CreateIndex(
                name: "IX_held_instances_StudyUid",
                table: "held_instances",
                column: "StudyUid");

            migrationBuilder.CreateIndex(
                name: "IX_instance_receipts_InstanceUid",
                table: "instance_receipts",
                column: "InstanceUid");

            migrationBuilder.CreateIndex(
                name: "IX_instances_SeriesUid",
                table: "instances",
                column: "SeriesUid");

            migrationBuilder.CreateIndex(
                name: "IX_instances_StudyUid",
                table: "instances",
                column: "StudyUid");

            migrationBuilder.CreateIndex(
                name: "IX_intake_problems_At",
                table: "intake_problems",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_intake_problems_Peer_Code_At",
                table: "intake_problems",
                columns: new[] { "Peer", "Code", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_LinkedStudy",
                table: "orders",
                column: "LinkedStudy");

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_Accession",
                table: "orders",
                columns: new[] { "SiteId", "Accession" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_Number",
                table: "orders",
                columns: new[] { "SiteId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_State_ScheduledAt",
                table: "orders",
                columns: new[] { "SiteId", "State", "ScheduledAt" });

            migrationBuilder.CreateIndex(
                name: "IX_orders_SiteId_StudyUid",
                table: "orders",
                columns: new[] { "SiteId", "StudyUid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_performed_steps_OrderId",
                table: "performed_steps",
                column: "OrderId");

            migrationBuilder.CreateIndex(
                name: "IX_renditions_SeriesUid",
                table: "renditions",
                column: "SeriesUid");

            migrationBuilder.CreateIndex(
                name: "IX_renditions_StudyUid",
                table: "renditions",
                column: "StudyUid");

            migrationBuilder.CreateIndex(
                name: "IX_report_versions_SignedAt",
                table: "report_versions",
                column: "SignedAt");

            migrationBuilder.CreateIndex(
                name: "IX_series_StudyUid",
                table: "series",
                column: "StudyUid");

            migrationBuilder.CreateIndex(
                name: "IX_sites_Code",
                table: "sites",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_studies_Accession",
                table: "studies",
                column: "Accession");

            migrationBuilder.CreateIndex(
                name: "IX_studies_Pseudonym",
                table: "studies",
                column: "Pseudonym");

            migrationBuilder.CreateIndex(
                name: "IX_studies_ReceivedAt_Uid",
                table: "studies",
                columns: new[] { "ReceivedAt", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_SettledAt_SettlesAt",
                table: "studies",
                columns: new[] { "SettledAt", "SettlesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_SiteId_ReceivedAt_Uid",
                table: "studies",
                columns: new[] { "SiteId", "ReceivedAt", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_SiteId_StudyDate_Uid",
                table: "studies",
                columns: new[] { "SiteId", "StudyDate", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_State_ClaimExpires",
                table: "studies",
                columns: new[] { "State", "ClaimExpires" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_State_SettlesAt",
                table: "studies",
                columns: new[] { "State", "SettlesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_studies_StudyDate_Uid",
                table: "studies",
                columns: new[] { "StudyDate", "Uid" });

            migrationBuilder.CreateIndex(
                name: "IX_study_modalities_Modality_ReceivedAt_StudyUid",
                table: "study_modalities",
                columns: new[] { "Modality", "ReceivedAt", "StudyUid" });

            migrationBuilder.CreateIndex(
                name: "IX_study_modalities_SiteId_Modality_ReceivedAt_StudyUid",
                table: "study_modalities",
                columns: new[] { "SiteId", "Modality", "ReceivedAt", "StudyUid" });

            migrationBuilder.CreateIndex(
                name: "IX_study_steps_DueAt",
                table: "study_steps",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_workitem_events_At",
                table: "workitem_events",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_workitem_subscriptions_AccountId",
                table: "workitem_subscriptions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_workitems_SiteId_State_ScheduledAt",
                table: "workitems",
                columns: new[] { "SiteId", "State", "ScheduledAt" });

            migrationBuilder.CreateIndex(
                name: "IX_workitems_StudyUid_State",
                table: "workitems",
                columns: new[] { "StudyUid", "State" });

            WrittenOnce.Lay(migrationBuilder, "report_versions", "StudyUid", "Number");
            WrittenOnce.Lay(migrationBuilder, "instance_receipts", "StudyUid", "Seq");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_tokens");

            migrationBuilder.DropTable(
                name: "account_sites");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "audit_heads");

            migrationBuilder.DropTable(
                name: "commitment_requests");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "device_rules");

            migrationBuilder.DropTable(
                name: "devices");

            migrationBuilder.DropTable(
                name: "held_instances");

            migrationBuilder.DropTable(
                name: "instance_receipts");

            migrationBuilder.DropTable(
                name: "instances");

            migrationBuilder.DropTable(
                name: "intake_problems");

            migrationBuilder.DropTable(
                name: "key_images");

            migrationBuilder.DropTable(
                name: "measurements");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "performed_steps");

            migrationBuilder.DropTable(
                name: "receipts");

            migrationBuilder.DropTable(
                name: "renditions");

            migrationBuilder.DropTable(
                name: "report_drafts");

            migrationBuilder.DropTable(
                name: "report_versions");

            migrationBuilder.DropTable(
                name: "series");

            migrationBuilder.DropTable(
                name: "study_modalities");

            migrationBuilder.DropTable(
                name: "study_steps");

            migrationBuilder.DropTable(
                name: "workitem_events");

            migrationBuilder.DropTable(
                name: "workitem_subscriptions");

            migrationBuilder.DropTable(
                name: "workitems");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "studies");

            WrittenOnce.Lift(migrationBuilder, "report_versions");
            WrittenOnce.Lift(migrationBuilder, "instance_receipts");
        }
    }
}
