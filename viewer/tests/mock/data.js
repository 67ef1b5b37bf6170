// Plausible in-memory data for looking at the pages. Every name is plainly artificial.
const start = Date.now();
export const ago = (minutes) => new Date(start - minutes * 60_000).toISOString();
const uid = (n) => `2.25.${(271828182845904523536028747135266249775n ^ (BigInt(n) * 98765432109876543210987654321n)).toString()}`;

export const sites = [
    { id: "s1", name: "데모병원", code: "DEMO01", phones: "marked" },
    { id: "s2", name: "Demo Island Clinic", code: "DEMO02", phones: "primary" },
    { id: "s3", name: "이동 CT 시연 차량", code: "DEMO03", phones: "marked" },
];
const siteOf = (n) => ({ id: sites[n].id, name: sites[n].name });

const person = (id, userName, displayName, role, more = {}) => ({
    id,
    userName,
    displayName,
    role,
    language: "ko",
    timeZone: "Asia/Seoul",
    specialties: [],
    sites: [],
    ...more,
});
export const people = [
    person("u1", "reader", "데모 판독의", "reader", {
        specialties: ["chest", "neuro", "abdomen"],
        sites: [siteOf(0), siteOf(1), siteOf(2)],
    }),
    person("u2", "reader2", "Demo Reader Two", "reader", { specialties: ["chest"], sites: [siteOf(0)], language: "en" }),
    person("u3", "site", "데모 방사선사", "technologist", { sites: [siteOf(0)] }),
    person("u4", "referrer", "Demo Referrer", "referrer", { sites: [siteOf(1)], language: "en" }),
    person("u5", "coordinator", "데모 코디네이터", "coordinator"),
    person("u6", "privacy", "데모 보호책임자", "privacyOfficer"),
    person("u7", "admin", "데모 관리자", "admin"),
];

const other = { reader: { id: "u2", displayName: "Demo Reader Two", initials: "DR" }, until: ago(-8), mine: false };
const own = { reader: { id: "u1", displayName: "데모 판독의", initials: "데모" }, until: ago(-9), mine: true };

let n = 0;
function study(modality, bodyPart, specialty, instances, wait, question, more = {}) {
    n += 1;
    const item = {
        study: uid(n),
        emergency: false,
        state: "unread",
        stuck: null,
        modality,
        bodyPart,
        description: null,
        specialty,
        series: modality === "CT" ? 2 : 1,
        instances,
        complete: true,
        question,
        site: siteOf(n % 3),
        pseudonym: `P-${(7919 * n * 31).toString(36).toUpperCase().slice(0, 6)}`,
        sex: n % 2 ? "M" : "F",
        age: `0${20 + ((n * 13) % 65)}Y`,
        receivedAt: ago(wait + 2),
        waitingSince: ago(wait),
        dueAt: ago(wait - 120),
        claim: null,
        analysis: "noModel",
        reportState: "none",
        ...more,
    };
    item.timeline = timelineOf(item, wait);
    return item;
}
function timelineOf(item, wait) {
    const events = [{ at: ago(wait + 2), kind: "received", text: {} }];
    if (item.emergency) events.push({ at: ago(wait + 1.5), kind: "emergency", text: {} });
    if (item.complete) events.push({ at: ago(wait), kind: "settled", text: { instances: item.instances } });
    if (item.complete) events.push({ at: ago(wait - 0.2), kind: "analysis", text: { state: item.analysis } });
    if (item.claim) events.push({ at: ago(2), kind: "claimed", text: { reader: item.claim.reader.displayName } });
    if (item.stuck) events.push({ at: ago(wait - 1), kind: "stuck", text: {} });
    if (item.state === "reported" || item.state === "delivered") {
        events.push({ at: ago(wait * 0.7), kind: "claimed", text: { reader: "데모 판독의" } });
        events.push({ at: ago(wait * 0.5), kind: "reported", text: { reader: "데모 판독의" } });
        events.push({ at: ago(wait * 0.5 - 0.1), kind: "delivered", text: {} });
    }
    if (item.state === "delivered") events.push({ at: ago(wait * 0.3), kind: "acknowledged", text: {} });
    return events;
}

export const studies = [
    study("CT", "CHEST", "chest", 248, 12.4, "호흡 곤란, 산소포화도 88 %. 폐색전 의심\n항암 치료 중", {
        emergency: true,
        dueAt: ago(-17),
        description: "CHEST PE PROTOCOL",
    }),
    study("CT", "HEAD", "neuro", 131, 3.1, "Sudden left-sided weakness, onset 40 min ago", {
        emergency: true,
        state: "receiving",
        complete: false,
        dueAt: ago(-27),
    }),
    study("CT", "ABDOMEN", "abdomen", 412, 171, "우하복부 통증과 발열, 충수염 여부", { analysis: "pending" }),
    study("CT", "CHEST", "chest", 302, 114, "기침 3주, 결핵 접촉력. 활동성 병변 유무를 확인해 주십시오", { analysis: "done" }),
    study("DX", "CHEST", "chest", 2, 96, "Pre-operative, no symptoms"),
    study("MR", "BRAIN", "neuro", 540, 81, "두통, 시야 이상. 이전 MR와 비교", { analysis: "failed" }),
    study("DX", "KNEE", "musculoskeletal", 3, 74, "넘어진 뒤 오른쪽 무릎 통증"),
    study(
        "CT",
        "CHEST",
        "chest",
        186,
        63,
        "Follow-up of a nodule in the right upper lobe, compare with the earlier study if there is one",
        {},
    ),
    study("DX", "CHEST", "chest", 1, 52, null),
    study("US", "ABDOMEN", "abdomen", 24, 47, "담낭 결석 추적"),
    study("CT", "LSPINE", "musculoskeletal", 220, 41, "요통, 양측 다리 저림", {
        state: "unread",
        stuck: "시리즈 2의 영상을 풀 수 없음 (1.2.840.10008.1.2.4.90)",
    }),
    study("CT", "CHEST", "chest", 260, 33, "코로나19 이후 지속되는 호흡곤란"),
    study("MG", "BREAST", "breast", 4, 28, "Screening"),
    study("DX", "HAND", "musculoskeletal", 3, 19, "끼임 손상, 제2수지"),
    study("CT", "CHEST", "chest", 240, 8, "건강검진 저선량 CT"),
    study("CT", "CHEST", "chest", 251, 24, "객혈 1회", { state: "reading", claim: own, reportState: "draft" }),
    study("CT", "HEAD", "neuro", 64, 38, "Fall from standing height, anticoagulated", {
        state: "reading",
        claim: other,
        reportState: "draft",
    }),
    study("CT", "CHEST", "chest", 233, 190, "폐렴 치료 후 추적", { state: "reported", reportState: "final" }),
    study("DX", "CHEST", "chest", 1, 260, "Cough", { state: "delivered", reportState: "final" }),
    study("CT", "ABDOMEN", "abdomen", 388, 320, "혈뇨", { state: "delivered", reportState: "amended", emergency: true }),
];

export const patients = [
    ["홍^길동", "DEMO-0001", "19830412", "M"],
    ["DEMO^PATIENT", "DEMO-0002", "19521103", "F"],
    ["DEMO^SECOND", "DEMO-0003", null, "M"],
    ["시험^환자", "DEMO-0004", "20010730", "F"],
];

export const sections = {
    indication: "폐렴 치료 후 추적.",
    comparison: "없음.",
    findings: "양측 폐하엽의 이전 경화는 대부분 흡수되었음.\n우하엽 후기저분절에 6 mm 결절 1개.\n흉막삼출 없음. 종격동 림프절 비대 없음.",
    impression: "1. 폐렴의 호전.\n2. 우하엽 6 mm 결절, 6–12개월 후 저선량 CT 추적을 권함.",
};

export const problems = [
    {
        id: "p1",
        at: ago(6),
        site: null,
        source: "dimse",
        peer: "10.0.0.77",
        callingAe: "OLDSCANNER",
        code: "unknownAe",
        detail: "Association rejected: calling AE title not recognised",
        count: 14,
    },
    {
        id: "p2",
        at: ago(44),
        site: siteOf(0),
        source: "dimse",
        peer: "10.0.0.12",
        callingAe: "DEMO_CT1",
        code: "truncated",
        detail: "Pixel data ends at 131 072 of 524 288 bytes",
        count: 1,
    },
    {
        id: "p3",
        at: ago(120),
        site: null,
        source: "stow",
        peer: "10.0.3.9",
        callingAe: null,
        code: "badKey",
        detail: "The device key is not valid",
        count: 3,
    },
    {
        id: "p4",
        at: ago(300),
        site: siteOf(1),
        source: "stow",
        peer: "10.0.3.4",
        callingAe: null,
        code: "tooLarge",
        detail: "209 715 200 bytes; the limit is 104 857 600",
        count: 1,
    },
    {
        id: "p5",
        at: ago(1500),
        site: siteOf(2),
        source: "stow",
        peer: "10.0.3.4",
        callingAe: null,
        code: "notDicom",
        detail: "No DICM prefix, no plausible first element",
        count: 2,
    },
];

const acts = ["viewed", "claimed", "reported", "identityResolved", "signedIn", "acknowledged", "administered", "signInFailed"];
export const audit = Array.from({ length: 260 }, (_, i) => {
    const action = acts[i % acts.length];
    const who = people[i % people.length];
    const about = action.startsWith("sign") ? null : studies[i % studies.length];
    return {
        seq: 1260 - i,
        at: ago(i * 3.7),
        actor: who.displayName,
        role: who.role,
        action,
        study: action === "administered" ? null : (about?.study ?? null),
        site: about ? about.site : null,
        detail: action === "identityResolved" ? { purpose: "sitePage" } : action === "signInFailed" ? { reason: "badCredentials" } : null,
    };
});

export const devices = [
    {
        id: "d1",
        site: "s1",
        name: "CT 1",
        aeTitle: "DEMO_CT1",
        certificate: "CN=demo-ct-1, O=Demo",
        host: "10.0.0.12",
        port: 104,
        mayRetrieve: true,
        characterSet: "\\ISO 2022 IR 149",
        lastSeenAt: ago(3),
    },
    {
        id: "d2",
        site: "s1",
        name: "DX 2",
        aeTitle: "DEMO_DX2",
        host: "10.0.0.14",
        port: 11112,
        mayRetrieve: false,
        characterSet: null,
        lastSeenAt: ago(52),
    },
    {
        id: "d3",
        site: "s3",
        name: "Mobile CT",
        aeTitle: "DEMO_MOBILE",
        host: null,
        port: null,
        mayRetrieve: false,
        characterSet: null,
        lastSeenAt: null,
    },
];

const order = (n, more) => ({
    order: `o${n}`,
    site: "s1",
    patient: { name: patients[n % 4][0], id: patients[n % 4][1], birthDate: patients[n % 4][2], sex: patients[n % 4][3] },
    accession: `A${2000 + n}`,
    procedure: ["흉부 조영 증강", "Chest PA", "복부 비조영", "Brain without contrast"][n % 4],
    question: "기침, 발열 3일",
    referrer: null,
    modality: ["CT", "DX", "CT", "MR"][n % 4],
    station: ["DEMO_CT1", "DEMO_DX2", null, null][n % 4],
    scheduledAt: ago(-45 * n),
    priority: "routine",
    state: "scheduled",
    door: "page",
    enteredAt: ago(90),
    startedAt: null,
    endedAt: null,
    study: null,
    arrivedAt: null,
    ...more,
});
export const orders = [
    order(1, { priority: "emergency" }),
    order(2, { priority: "urgent" }),
    order(3, {}),
    order(0, { state: "inProgress", startedAt: ago(12), study: "1", arrivedAt: ago(4) }),
    order(4, { state: "completed", startedAt: ago(200), endedAt: ago(170), study: "2", arrivedAt: ago(180), scheduledAt: ago(210) }),
    order(5, { state: "cancelled", endedAt: ago(300), scheduledAt: ago(280) }),
];

export const tokens = [
    { id: "t1", name: "OHIF", createdAt: ago(60 * 24 * 3), expiresAt: ago(-60 * 24 * 27), usedOn: "2026-11-22" },
    { id: "t2", name: "연구용 스크립트", createdAt: ago(60 * 24 * 40), expiresAt: ago(60 * 24 * 10), usedOn: null },
];

/** Hanging protocols by site. */
export const protocols = {
    s1: [
        {
            id: "흉부 추적",
            match: {
                modality: ["CT"],
                bodyPart: ["CHEST", "LUNG", "THORAX", "MEDIASTINUM", "RIBS", "HEART"],
                words: ["chest", "흉부", "폐"],
            },
            series: {
                lung: { prefer: [{ plane: "axial" }, { kernel: "sharp" }, { thickness: "<=1.5" }, { frames: "most" }] },
                soft: { need: { kernel: "soft", words: ["mediastinum", "종격동"] }, prefer: [{ frames: "most" }] },
            },
            layout: {
                grid: "2x2",
                cells: [
                    { series: "lung", window: "lung" },
                    { prior: 0, like: "lung", window: "lung" },
                    { series: "soft", window: "mediastinum" },
                    { prior: 0, like: "soft", window: "mediastinum" },
                ],
            },
            opens: "hung",
        },
        {
            id: "mr-knee",
            match: { modality: ["MR"], bodyPart: ["KNEE"] },
            series: { pd: {} },
            layout: { grid: "1x1", cells: [{ series: "pd" }] },
            opens: "one",
        },
        { id: "old", match: { modality: ["CT"] }, phone: {} },
        { id: "broken", match: { modality: "CT" } },
    ],
};
