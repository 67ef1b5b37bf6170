/** Shapes of the HTTP contract. Times are ISO 8601 UTC strings; study and series ids are the mapped DICOM UIDs. */
export type StudyUid = string;
export type SeriesUid = string;
export type InstanceUid = string;
export type Instant = string;

export type Role = "technologist" | "referrer" | "reader" | "analyzer" | "coordinator" | "privacyOfficer" | "admin";
export type Language = "ko" | "en";
export type StudyState = "receiving" | "unread" | "reading" | "reported" | "delivered" | "amending";
export type AnalysisState = "pending" | "noModel" | "done" | "failed";
export type ReportState = "none" | "draft" | "final" | "amended";
export type Sex = "F" | "M" | "O";

export interface Site {
  id: string;
  name: string;
}

export interface Me {
  id: string;
  userName: string;
  displayName: string;
  role: Role;
  language: Language;
  timeZone: string;
  specialties: string[];
  sites: Site[];
}

// Worklist

export type WorklistTab = "unread" | "reading" | "done";

export interface Claim {
  reader: { id: string; displayName: string; initials: string };
  until: Instant;
  mine: boolean;
}

export interface WorklistItem {
  study: StudyUid;
  emergency: boolean;
  state: StudyState;
  stuck: string | null;
  modality: string;
  bodyPart: string | null;
  description: string | null;
  specialty: string;
  series: number;
  instances: number;
  /** Images that wait for a privacy review. */
  held: number;
  complete: boolean;
  question: string | null;
  site: Site;
  pseudonym: string;
  sex: Sex | null;
  /** A DICOM age string such as "043Y". */
  age: string | null;
  receivedAt: Instant;
  waitingSince: Instant;
  dueAt: Instant | null;
  claim: Claim | null;
  analysis: AnalysisState;
  reportState: ReportState;
}

export interface Worklist {
  counts: Record<WorklistTab, number>;
  specialties: { id: string; unread: number }[];
  items: WorklistItem[];
}

// Reading room

export interface SeriesItem {
  series: SeriesUid;
  modality: string;
  number: number | null;
  description: string | null;
  bodyPart: string | null;
  instances: number;
  frames: number;
  viewable: boolean;
  reason: "noPixels" | "unsupportedSyntax" | null;
  /** Index into the manifest's frames. */
  thumbnailFrame: number;
  look?: SeriesLook | null;
}

/** What hanging protocols ask of a series, as its first image says it. */
export interface SeriesLook {
  plane: "axial" | "coronal" | "sagittal" | null;
  imageType: string[];
  kernel: string | null;
  thickness: number | null;
  laterality: string | null;
  viewPosition: string | null;
}

/** How one reader likes the reading room. */
export interface ReadingSettings {
  /** A letter alone may be a key. */
  singleLetters: boolean;
  /** Keys that differ from ours, by action; null: no key. */
  keys: Readonly<Record<string, string | null>>;
  /** The layout chosen last, by hanging protocol. */
  layouts: Readonly<Record<string, string>>;
  /** Hanging protocols of the reader's own. */
  protocols: readonly unknown[];
  /** Reads on two screens: what hangs beside the first image is in a window of its own. */
  secondScreen: boolean;
}

/** An earlier study of the same patient at the same site; the most fitting first. */
export interface Prior {
  study: StudyUid;
  modality: string;
  bodyPart: string | null;
  description: string | null;
  /** Shifted; intervals are true. */
  studyDate: string | null;
  daysBefore: number | null;
  reported: boolean;
  series: number;
  instances: number;
}

export interface Opening {
  study: WorklistItem;
  order: { question: string | null; referrer: string | null } | null;
  series: SeriesItem[];
  /** The series shown first, and its manifest. */
  main: SeriesUid | null;
  manifest: Manifest | null;
  priors: Prior[];
  claim: Claim | null;
  analysis: { state: AnalysisState; text: string | null };
  report: ReportView;
  settings: ReadingSettings;
  /** Hanging protocols of the site. */
  siteProtocols: unknown[];
  /** What the site says of reading on a phone. */
  phones: PhonePolicy;
}

export type PhonePolicy = "marked" | "primary";

export interface Manifest {
  series: SeriesUid;
  study: StudyUid;
  /** Rises with every change; what is under a version stays true. */
  version: number;
  complete: boolean;
  framesExpected: number;
  framesHere: number;
  modality: string;
  rows: number;
  columns: number;
  /** What is streamed; `stored` is what DICOMweb gives as octets. */
  bitsStored: number;
  signed: boolean;
  samples: number;
  photometric: string;
  stored: { bitsAllocated: number; bitsStored: number; signed: boolean; samples: number; photometric: string };
  rescale: { slope: number; intercept: number; unit: string | null };
  /** From stored values to the modality's, in place of slope and intercept. */
  tables: { first: number; values: number[] }[] | null;
  /** From modality values to brightness, 0 to `highest`, in place of the windows. */
  curves: { first: number; highest: number; values: number[] }[] | null;
  windows: { center: number; width: number }[];
  /** [row, column] spacing in mm. */
  pixelSpacing: [number, number] | null;
  spacingSource: "PixelSpacing" | "ImagerPixelSpacing" | null;
  orientation: [number, number, number, number, number, number] | null;
  origin: [number, number, number] | null;
  frameOfReference: string | null;
  volume: { usable: boolean; spacingZ: number | null; reason: string | null };
  /** [columns, rows] of each resolution, from the lowest. */
  levels: [number, number][];
  coarse: { level: number; bytes: number } | null;
  /** Parallel arrays, sorted along the slice normal. */
  frames: {
    instance: InstanceUid[];
    number: number[];
    instanceNumber: (number | null)[];
    along: number[] | null;
    position: [number, number, number][] | null;
    orientation: (number[] | null)[] | null;
    size: [number, number][] | null;
    rescale: [number, number][] | null;
    /** Index among the tables, -1 without one. */
    table: number[] | null;
    /** Index among the curves, -1 without one. */
    curve: number[] | null;
    /** [center, width] of each frame. */
    window: (number[] | null)[] | null;
    ends: number[][];
    lossy: number[];
    refused: { frame: number; reason: string }[];
  };
}

// Measurements and key images

export type MeasureKind = "length" | "angle" | "cobb" | "bidirectional" | "ellipse" | "rectangle" | "freehand" | "probe" | "arrow";
export type FigureName = "length" | "angle" | "longAxis" | "shortAxis" | "area" | "pixels" | "mean" | "sd" | "min" | "max" | "value";

export interface MeasurementWish {
  kind: MeasureKind;
  series: SeriesUid;
  instance: InstanceUid;
  /** From 1. */
  frame: number;
  /** Column and row of each point; 0, 0 is the upper left corner of the first pixel. */
  points: number[][];
  /** Patient coordinates in mm, one for each point. */
  positions: number[][] | null;
  frameOfReference: string | null;
  label: string;
  figures: { name: FigureName; value: number; unit: string }[];
  spacing: "PixelSpacing" | "ImagerPixelSpacing" | null;
}

export interface Measurement extends MeasurementWish {
  id: string;
  author: { id: string; displayName: string };
  savedAt: string;
  /** Part of a signed report: it stays as it is. */
  signed: boolean;
}

/** What another program left in the study; see `core/measure/foreign`. */
export interface ForeignMark {
  document: InstanceUid;
  kind: "report" | "presentation" | "keyObjects";
  title: string;
  /** Null when its image is not in the study, or it has none. */
  series: SeriesUid | null;
  instance: InstanceUid | null;
  frame: number;
  text: string;
  shape: "none" | "point" | "polyline" | "polygon" | "circle" | "ellipse" | "text";
  points: number[][];
  frameOfReference: string | null;
  values: { name: string; value: number; unit: string }[];
}

export interface ForeignMarks {
  items: ForeignMark[];
  refused: { document: InstanceUid; code: string; reason: string }[];
}

export interface KeyImageWish {
  series: SeriesUid;
  instance: InstanceUid;
  frame: number;
  caption: string;
  window: { center: number; width: number } | null;
}

export interface KeyImage extends KeyImageWish {
  id: string;
  author: { id: string; displayName: string };
  savedAt: string;
  signed: boolean;
}

// Report

export interface Sections {
  indication: string;
  comparison: string;
  findings: string;
  impression: string;
}

/** A sentence that was made of a measurement, and where it stands in its section now. */
export interface ReportLink {
  measurement: string;
  section: keyof Sections;
  start: number;
  length: number;
  /** As it was put in. */
  sentence: string;
}

export interface Draft {
  version: number;
  sections: Sections;
  links: ReportLink[];
  savedAt: Instant;
  savedBy: { id: string; displayName: string } | string;
}

export interface ReportVersion {
  number: number;
  kind: "final" | "addendum";
  sections: Sections;
  links: ReportLink[];
  /** The addendum's own text. */
  text: string | null;
  signedAt: Instant;
  signedBy: { displayName: string };
  language: Language;
  /** Null: nobody said. */
  device: SigningDevice | null;
}

export type SigningDevice = "desktop" | "phone";

export interface ReportView {
  draft: Draft | null;
  versions: ReportVersion[];
}

// Site

export type TimelineKind =
  | "ordered"
  | "orderChanged"
  | "orderCancelled"
  | "started"
  | "performed"
  | "discontinued"
  | "received"
  | "settled"
  | "reopened"
  | "analysis"
  | "claimed"
  | "released"
  | "reported"
  | "delivered"
  | "acknowledged"
  | "addendum"
  | "emergency"
  | "stuck"
  | "retried"
  | "held"
  | "heldEnded"
  | "withdrawn";

export interface TimelineEvent {
  at: Instant;
  kind: TimelineKind;
  text: { instances?: number; state?: string; reader?: string; reasons?: string[] };
}

export interface SiteStudy {
  study: StudyUid;
  patient: { name: string; id: string; birthDate: string | null; sex: Sex | null };
  /** Why the patient has no name, if so. */
  identity: "known" | "mismatch" | "erased" | "unknown";
  accession: string | null;
  modality: string;
  bodyPart: string | null;
  description: string | null;
  specialty: string;
  studyDate: string | null;
  instances: number;
  emergency: boolean;
  state: StudyState;
  stuck: string | null;
  acknowledgedAt: Instant | null;
  acknowledgedBy: string | null;
  held: number;
  reportReady: boolean;
  timeline: TimelineEvent[];
}

export interface SiteStudyDetail extends SiteStudy {
  report: { versions: ReportVersion[] } | null;
}

// Orders

export type OrderState = "scheduled" | "inProgress" | "completed" | "discontinued" | "cancelled";
export type OrderPriority = "routine" | "urgent" | "emergency";

export interface Order {
  order: string;
  site: string;
  /** The name is a DICOM person name, the birth date yyyyMMdd; empty when the vault does not hold them any more. */
  patient: { name: string; id: string; birthDate: string | null; sex: Sex | null };
  accession: string;
  procedure: string;
  question: string | null;
  referrer: string | null;
  modality: string;
  station: string | null;
  scheduledAt: Instant;
  priority: OrderPriority;
  state: OrderState;
  door: "page" | "fhir" | "hl7";
  enteredAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
  study: StudyUid | null;
  arrivedAt: Instant | null;
}

export interface Station {
  aeTitle: string;
  name: string;
  site: string;
}

export interface OrderWish {
  site: string | null;
  patientName: string;
  patientId: string;
  birthDate: string | null;
  sex: Sex | null;
  accession: string | null;
  procedure: string;
  question: string | null;
  referrer: string | null;
  modality: string;
  station: string | null;
  scheduledAt: Instant | null;
  priority: OrderPriority;
}

// Coordinator

export interface Overview {
  waiting: number;
  late: number;
  stuck: number;
  reading: number;
  medianTurnaroundMinutes: number | null;
}

export type CoordinatorItem = WorklistItem & { timeline: TimelineEvent[] };

export interface Problem {
  id: string;
  at: Instant;
  site: Site | string | null;
  source: "dimse" | "stow";
  peer: string;
  callingAe: string | null;
  code: string;
  detail: string;
  count: number;
}

// Privacy officer

export interface AuditRow {
  seq: number;
  at: Instant;
  actor: string;
  role: string;
  action: string;
  study: StudyUid | null;
  site: Site | string | null;
  detail: Readonly<Record<string, unknown>> | null;
}

export interface AuditPage {
  items: AuditRow[];
  chain: { checked: number; intact: boolean; brokenAt: number | null };
}

export interface InstanceReceipt {
  sha256In: string;
  sha256Out: string;
  profile: { name: string; version: number; sha256: string };
  tablesSha256: string;
  keyId: string;
  actions: Readonly<Record<string, number>>;
  findings: { code: string; at: string }[];
  boxes: Box[];
  pixels: string;
  /** whole: the file was read to its last byte; header: up to the pixels. */
  verify: { passed: boolean; read: "whole" | "header" | null };
  /** Null where the pixels passed by. */
  look: { risk: "none" | "low" | "high"; frames: number; looked: number; clean: boolean } | null;
  releasedBy: string | null;
  ms: number;
}

export interface Receipt {
  study: StudyUid;
  profile: { name: string; version: string; sha256: string };
  instances: number;
  actions: { remove: number; empty: number; dummy: number; uid: number; date: number; keep: number };
  findings: { code: string; at: string; count: number }[];
  tables: { name: string; edition: string; sha256: string }[];
  intact: boolean;
  links: number;
  chain: { seq: number; instance: InstanceUid; at: Instant; receipt: InstanceReceipt; hash: string }[];
  /** Documents that were not taken, because the site wants none. */
  dropped: { instance: InstanceUid; class: string; at: Instant }[];
  held: {
    id: string;
    instance: InstanceUid;
    reasons: string[];
    state: HeldState;
    heldAt: Instant;
    decidedAt: Instant | null;
    decidedBy: string | null;
    note: string | null;
  }[];
}

// Privacy review

export type HeldState = "held" | "released" | "rejected" | "expired" | "erased";

/** A rectangle in pixels of the stored frame; frame -1 is every frame. */
export interface Box {
  frame: number;
  x: number;
  y: number;
  width: number;
  height: number;
  why: string;
}

export interface HeldItem {
  id: string;
  study: StudyUid;
  site: string;
  device: string;
  modality: string;
  class: string;
  reasons: string[];
  frames: number;
  state: HeldState;
  heldAt: Instant;
  endsAt: Instant;
  size: number;
}

export interface HeldPage {
  items: HeldItem[];
  held: number;
  studies: { study: StudyUid; held: number }[];
}

export interface HeldDetail {
  item: HeldItem;
  instance: InstanceUid;
  profile: string;
  rows: number | null;
  columns: number | null;
  version: number;
  findings: { code: string; at: string }[];
  boxes: Box[];
  canRelease: boolean;
  decidedAt: Instant | null;
  decidedBy: string | null;
  note: string | null;
  previous: string | null;
  next: string | null;
}

export interface HeldLook {
  clean: boolean;
  reasons: string[];
  findings: { code: string; at: string }[];
  pixels: string;
  /** What the second look still finds. */
  boxes: Box[];
}

export interface DeviceRule {
  id: string;
  manufacturer: string;
  model: string;
  software: string;
  class: string;
  rows: number;
  columns: number;
  imageType: string;
  photometric: string;
  boxes: Box[];
  samples: number;
  reviewer: string;
  madeAt: Instant;
  endedAt: Instant | null;
  endedBy: string | null;
}

// Vault

export interface VaultPatient {
  site: string;
  siteName: string;
  pseudonym: string;
  /** Other pseudonyms that are this person by an officer's word. */
  joined: string[];
  /** The latest first. */
  studies: { study: StudyUid; modality: string; bodyPart: string | null; instances: number; receivedAt: Instant }[];
}

export interface VaultMerge {
  id: string;
  site: string;
  pseudonym: string;
  other: string;
  reason: string;
  mergedAt: Instant;
  mergedBy: string;
  undoneAt: Instant | null;
  undoneBy: string | null;
}

export interface VaultAsk {
  id: string;
  askedBy: string;
  mine: boolean;
  askedAt: Instant;
  reason: string;
  studies: number;
  agreedBy: string | null;
  agreedAt: Instant | null;
  /** Until when the identities are given out. */
  endsAt: Instant | null;
}

export interface VaultIdentity {
  study: StudyUid;
  patientName: string | null;
  patientId: string | null;
  birthDate: string | null;
  accession: string | null;
}

export interface VaultSite {
  id: string;
  code: string;
  name: string;
  /** Null: nothing was ever sealed for it. */
  keyId: string | null;
  since: Instant | null;
  generations: number;
  erasedAt: Instant | null;
  studies: number;
  patients: number;
  undelivered: number;
  held: number;
  documents: DocumentPolicy;
}

export type DocumentPolicy = "hold" | "drop";

// Admin

export interface User {
  id: string;
  userName: string;
  displayName: string;
  role: Role;
  sites: string[];
  specialties: string[];
  disabled: boolean;
}

export interface NewUser {
  userName: string;
  displayName: string;
  role: Role;
  sites: string[];
  specialties: string[];
  language: Language;
}

export interface AdminSite {
  id: string;
  name: string;
  code: string;
  phones: PhonePolicy;
}

export interface Device {
  id: string;
  site: string;
  name: string;
  aeTitle: string | null;
  host: string | null;
  port: number | null;
  mayRetrieve: boolean;
  characterSet: string | null;
  /** SHA-256 thumbprint or subject of the client certificate it must come with. */
  certificate: string | null;
  lastSeenAt: Instant | null;
}

export interface NewDevice {
  site: string;
  name: string;
  aeTitle: string | null;
  host: string | null;
  port: number | null;
  mayRetrieve: boolean;
  characterSet: string | null;
  /** SHA-256 thumbprint or subject of the client certificate it must come with. */
  certificate: string | null;
}

export type DeviceChange = Omit<NewDevice, "site" | "aeTitle">;

export interface Echo {
  answered: boolean;
  code: "answered" | "noAddress" | "unreachable" | "rejected" | "aborted" | "noVerification" | "status";
  detail: string | null;
  milliseconds: number | null;
}

/** A program of another maker acts with it as the account, on DICOMweb only. */
export interface Token {
  id: string;
  name: string;
  createdAt: Instant;
  expiresAt: Instant;
  /** A day, in UTC. */
  usedOn: string | null;
}
