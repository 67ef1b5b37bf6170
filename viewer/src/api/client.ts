import type * as T from "./types";

/** An answer that is not 2xx (RFC 9457), or no answer at all (status 0, code "offline"). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${String(status)} ${code}`);
    this.name = "ApiError";
  }
}

const byStatus: Record<number, string> = {
  400: "badRequest",
  401: "notSignedIn",
  403: "forbidden",
  404: "notFound",
  409: "conflict",
  412: "staleDraft",
  413: "tooLarge",
  423: "lockedOut",
  429: "tooMany",
};

/** The stable word the pages translate: the server's own code, else one by status. */
export function codeOf(status: number, body: unknown): string {
  if (typeof body === "object" && body !== null && "code" in body && typeof body.code === "string") return body.code;
  return byStatus[status] ?? (status >= 500 ? "server" : "unknown");
}

async function problemOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => ({}));
  const problem = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  return new ApiError(response.status, codeOf(response.status, body), problem);
}

/** Called on every 401, so that the page can lead back to the sign-in. */
let onSignedOut: (() => void) | null = null;
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  /** A large body goes compressed with gzip. */
  compress?: boolean;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** One typed request. Throws ApiError; an aborted request throws the AbortError as it is. */
export async function request<R>(path: string, { method = "GET", body, compress, headers, signal }: RequestOptions = {}): Promise<R> {
  const init: RequestInit = { method, headers: { Accept: "application/json", ...headers }, credentials: "same-origin" };
  const sent = init.headers as Record<string, string>;
  if (method !== "GET") sent["X-Pandok"] = "1";
  if (body !== undefined) {
    sent["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
    if (compress) {
      sent["Content-Encoding"] = "gzip";
      init.body = await new Response(new Blob([init.body]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
    }
  }
  if (signal) init.signal = signal;

  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "AbortError") throw fault;
    throw new ApiError(0, "offline");
  }
  if (!response.ok) {
    const error = await problemOf(response);
    if (error.status === 401 && error.code !== "badCredentials") onSignedOut?.();
    throw error;
  }
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as R;
}

/** A picture that depends on what is sent. */
async function picture(path: string, body: unknown, signal?: AbortSignal): Promise<Blob> {
  const init: RequestInit = {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Pandok": "1" },
    credentials: "same-origin",
    body: JSON.stringify(body),
  };
  if (signal) init.signal = signal;
  const response = await fetch(path, init).catch((fault: unknown) => {
    if (fault instanceof DOMException && fault.name === "AbortError") throw fault;
    throw new ApiError(0, "offline");
  });
  if (!response.ok) throw await problemOf(response);
  return response.blob();
}

const id = encodeURIComponent;
const query = (values: Record<string, string | number | boolean | undefined | null>): string => {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)])).toString()}`;
};
type Signal = AbortSignal | undefined;
const get = <R>(path: string, signal?: Signal): Promise<R> => request<R>(path, signal ? { signal } : {});
const post = <R>(path: string, body?: unknown): Promise<R> => request<R>(path, { method: "POST", ...(body === undefined ? {} : { body }) });

export const api = {
  signIn: (userName: string, password: string) => post<T.Me>("/api/session", { userName, password }),
  signOut: () => request<undefined>("/api/session", { method: "DELETE" }),
  me: (signal?: Signal) => get<T.Me>("/api/me", signal),
  setLanguage: (language: T.Language) => request<undefined>("/api/me/language", { method: "PUT", body: { language } }),
  tokens: (signal?: Signal) => get<{ items: T.Token[] }>("/api/me/tokens", signal),
  addToken: (name: string, days: number) => post<{ id: string; token: string; expiresAt: string }>("/api/me/tokens", { name, days }),
  revokeToken: (token: string) => request<undefined>(`/api/me/tokens/${id(token)}`, { method: "DELETE" }),

  worklist: (list: T.WorklistTab, specialty: string, mine: boolean, signal?: Signal) =>
    get<T.Worklist>(`/api/worklist${query({ list, specialty, mine })}`, signal),
  claim: (study: T.StudyUid) => post<T.Claim>(`/api/studies/${id(study)}/claim`),
  release: (study: T.StudyUid) => request<undefined>(`/api/studies/${id(study)}/claim`, { method: "DELETE" }),
  setEmergency: (study: T.StudyUid, emergency: boolean, reason: string) =>
    post<undefined>(`/api/studies/${id(study)}/emergency`, { emergency, reason }),

  reading: (signal?: Signal) => get<T.ReadingSettings>("/api/me/reading", signal),
  keepReading: (settings: T.ReadingSettings) => request<undefined>("/api/me/reading", { method: "PUT", body: settings }),
  ownSiteProtocols: (signal?: Signal) =>
    get<{ items: { site: string; name: string; protocols: unknown[] }[] }>("/api/me/site-protocols", signal),
  opening: (study: T.StudyUid, signal?: Signal) => get<T.Opening>(`/api/studies/${id(study)}/opening`, signal),
  manifest: (series: T.SeriesUid, signal?: Signal) => get<T.Manifest>(`/api/series/${id(series)}/manifest`, signal),
  frameUrl: (study: T.StudyUid, series: T.SeriesUid, instance: T.InstanceUid, frame: number) =>
    `/dicom-web/studies/${id(study)}/series/${id(series)}/instances/${id(instance)}/frames/${String(frame)}`,

  measurements: (study: T.StudyUid, signal?: Signal) => get<{ items: T.Measurement[] }>(`/api/studies/${id(study)}/measurements`, signal),
  foreignMarks: (study: T.StudyUid, signal?: Signal) => get<T.ForeignMarks>(`/api/studies/${id(study)}/foreign-marks`, signal),
  saveMeasurement: (study: T.StudyUid, measurement: string, wish: T.MeasurementWish) =>
    request<T.Measurement>(`/api/studies/${id(study)}/measurements/${id(measurement)}`, { method: "PUT", body: wish }),
  deleteMeasurement: (study: T.StudyUid, measurement: string) =>
    request<undefined>(`/api/studies/${id(study)}/measurements/${id(measurement)}`, { method: "DELETE" }),
  measurementsDicomUrl: (study: T.StudyUid) => `/api/studies/${id(study)}/measurements.dcm`,
  keyImages: (study: T.StudyUid, signal?: Signal) => get<{ items: T.KeyImage[] }>(`/api/studies/${id(study)}/key-images`, signal),
  saveKeyImage: (study: T.StudyUid, image: string, wish: T.KeyImageWish) =>
    request<T.KeyImage>(`/api/studies/${id(study)}/key-images/${id(image)}`, { method: "PUT", body: wish }),
  deleteKeyImage: (study: T.StudyUid, image: string) =>
    request<undefined>(`/api/studies/${id(study)}/key-images/${id(image)}`, { method: "DELETE" }),
  keyImagesDicomUrl: (study: T.StudyUid) => `/api/studies/${id(study)}/key-images.dcm`,

  report: (study: T.StudyUid) => get<T.ReportView>(`/api/studies/${id(study)}/report`),
  saveDraft: (study: T.StudyUid, version: number, sections: T.Sections, links: readonly T.ReportLink[]) =>
    request<T.Draft>(`/api/studies/${id(study)}/report/draft`, {
      method: "PUT",
      headers: { "If-Match": `"${String(version)}"` },
      body: { sections, links },
    }),
  sign: (study: T.StudyUid, draftVersion: number, device: T.SigningDevice) =>
    post<T.ReportView>(`/api/studies/${id(study)}/report/sign`, { draftVersion, device }),
  addendum: (study: T.StudyUid, text: string, device: T.SigningDevice) =>
    post<T.ReportView>(`/api/studies/${id(study)}/report/addendum`, { text, device }),
  reportPdfUrl: (study: T.StudyUid) => `/api/studies/${id(study)}/report.pdf`,

  siteStudies: (signal?: Signal) => get<{ items: T.SiteStudy[] }>("/api/site/studies", signal),
  siteStudy: (study: T.StudyUid, signal?: Signal) => get<T.SiteStudyDetail>(`/api/site/studies/${id(study)}`, signal),
  siteReportPdfUrl: (study: T.StudyUid) => `/api/site/studies/${id(study)}/report.pdf`,
  acknowledge: (study: T.StudyUid) => post<undefined>(`/api/site/studies/${id(study)}/acknowledge`),

  orders: (signal?: Signal) => get<{ items: T.Order[]; stations: T.Station[]; more: boolean }>("/api/site/orders", signal),
  placeOrder: (order: T.OrderWish) => post<{ order: string }>("/api/site/orders", order),
  changeOrder: (order: string, wish: T.OrderWish) => request<undefined>(`/api/site/orders/${id(order)}`, { method: "PUT", body: wish }),
  cancelOrder: (order: string) => post<undefined>(`/api/site/orders/${id(order)}/cancel`),
  completeOrder: (order: string) => post<undefined>(`/api/site/orders/${id(order)}/complete`),

  overview: (signal?: Signal) => get<T.Overview>("/api/coordinator/overview", signal),
  coordinatorStudies: (state?: string, signal?: Signal) =>
    get<{ items: T.CoordinatorItem[] }>(`/api/coordinator/studies${query({ state })}`, signal),
  problems: (signal?: Signal) => get<{ items: T.Problem[] }>("/api/coordinator/problems", signal),
  retry: (study: T.StudyUid) => post<undefined>(`/api/studies/${id(study)}/retry`),
  timeline: (study: T.StudyUid, signal?: Signal) => get<{ events: T.TimelineEvent[] }>(`/api/studies/${id(study)}/timeline`, signal),

  audit: (filter: { study?: string; before?: number; limit?: number }, signal?: Signal) =>
    get<T.AuditPage>(`/api/privacy/audit${query(filter)}`, signal),
  receipt: (study: T.StudyUid, signal?: Signal) => get<T.Receipt>(`/api/privacy/receipts/${id(study)}`, signal),

  held: (state: "open" | "decided", signal?: Signal) => get<T.HeldPage>(`/api/privacy/held${query({ state })}`, signal),
  heldOne: (held: string, signal?: Signal) => get<T.HeldDetail>(`/api/privacy/held/${id(held)}`, signal),
  heldOriginalUrl: (held: string, frame: number, whole: boolean) =>
    `/api/privacy/held/${id(held)}/frames/${String(frame)}/original?whole=${String(whole)}`,
  heldReleased: (held: string, frame: number, whole: boolean, boxes: readonly T.Box[], signal?: Signal) =>
    picture(`/api/privacy/held/${id(held)}/frames/${String(frame)}/released?whole=${String(whole)}`, { boxes }, signal),
  saveBoxes: (held: string, version: number, boxes: readonly T.Box[]) =>
    request<{ version: number }>(`/api/privacy/held/${id(held)}/boxes`, { method: "PUT", body: { version, boxes } }),
  lookAgain: (held: string, boxes: readonly T.Box[]) => post<T.HeldLook>(`/api/privacy/held/${id(held)}/look`, { boxes }),
  releaseHeld: (held: string, version: number, boxes: readonly T.Box[]) =>
    post<{ version: number }>(`/api/privacy/held/${id(held)}/release`, { version, boxes }),
  rejectHeld: (held: string, version: number, reason: string) =>
    post<{ version: number }>(`/api/privacy/held/${id(held)}/reject`, { version, reason }),
  makeRule: (held: string, boxes: readonly T.Box[]) => post<T.DeviceRule>(`/api/privacy/held/${id(held)}/rule`, { boxes }),
  deviceRules: (signal?: Signal) => get<{ items: T.DeviceRule[] }>("/api/privacy/device-rules", signal),
  endRule: (rule: string) => post<undefined>(`/api/privacy/device-rules/${id(rule)}/end`),

  vaultPatients: (find: string, signal?: Signal) =>
    get<{ items: T.VaultPatient[]; more: boolean }>(`/api/privacy/patients${query({ find })}`, signal),
  merges: (signal?: Signal) => get<{ items: T.VaultMerge[] }>("/api/privacy/merges", signal),
  mergePatients: (wish: { site: string; pseudonym: string; other: string; reason: string }) =>
    post<T.VaultMerge>("/api/privacy/merges", wish),
  undoMerge: (merge: string) => post<undefined>(`/api/privacy/merges/${id(merge)}/undo`),
  asks: (signal?: Signal) => get<{ items: T.VaultAsk[] }>("/api/privacy/asks", signal),
  askIdentities: (studies: readonly T.StudyUid[], reason: string) => post<T.VaultAsk>("/api/privacy/asks", { studies, reason }),
  agreeToAsk: (ask: string) => post<undefined>(`/api/privacy/asks/${id(ask)}/agree`),
  resolveAsked: (ask: string) => post<{ items: T.VaultIdentity[] }>(`/api/privacy/asks/${id(ask)}/resolve`),
  vaultSites: (signal?: Signal) => get<{ items: T.VaultSite[] }>("/api/privacy/sites", signal),
  setDocuments: (site: string, documents: T.DocumentPolicy) =>
    request<undefined>(`/api/privacy/sites/${id(site)}/documents`, { method: "PUT", body: { documents } }),
  eraseSite: (site: string, code: string, reason: string) => post<undefined>(`/api/privacy/sites/${id(site)}/erase`, { code, reason }),

  users: (signal?: Signal) => get<{ items: T.User[] }>("/api/admin/users", signal),
  addUser: (user: T.NewUser) => post<{ id: string; password: string }>("/api/admin/users", user),
  disableUser: (user: string) => post<undefined>(`/api/admin/users/${id(user)}/disable`),
  sites: (signal?: Signal) => get<{ items: T.AdminSite[] }>("/api/admin/sites", signal),
  addSite: (site: { name: string; code: string }) => post<{ id: string }>("/api/admin/sites", site),
  setPhones: (site: string, phones: T.PhonePolicy) =>
    request<undefined>(`/api/admin/sites/${id(site)}/phones`, { method: "PUT", body: { phones } }),
  siteProtocols: (site: string, signal?: Signal) => get<{ items: unknown[] }>(`/api/admin/sites/${id(site)}/protocols`, signal),
  keepSiteProtocols: (site: string, items: readonly unknown[]) =>
    request<undefined>(`/api/admin/sites/${id(site)}/protocols`, { method: "PUT", body: { items } }),
  devices: (signal?: Signal) => get<{ items: T.Device[] }>("/api/admin/devices", signal),
  changeDevice: (device: string, change: T.DeviceChange) =>
    request<undefined>(`/api/admin/devices/${id(device)}`, { method: "PUT", body: change }),
  echoDevice: (device: string) => post<T.Echo>(`/api/admin/devices/${id(device)}/echo`),
  addDevice: (device: T.NewDevice) => post<{ id: string; apiKey: string }>("/api/admin/devices", device),
};
