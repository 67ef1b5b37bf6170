import { signal } from "@preact/signals";
import type { Instant } from "../api";
import { language, t } from "./i18n";

/** The time now, once a second while somebody looks. */
export const now = signal(Date.now());
if (typeof document !== "undefined") {
  setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    now.value = Date.now();
  });
}

/** The user's time zone; null means the browser's. */
export const zone = signal<string | null>(null);

const two = (n: number): string => String(n).padStart(2, "0");

/** Running clock: mm:ss under an hour, then "h mm". */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${two(minutes)}:${two(seconds % 60)}`;
  return `${String(Math.floor(minutes / 60))} h ${two(minutes % 60)}`;
}

const formatter = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const locale = language.value === "ko" ? "ko-KR" : "en-GB";
  const all = { hourCycle: "h23" as const, ...options };
  try {
    return new Intl.DateTimeFormat(locale, zone.value === null ? all : { ...all, timeZone: zone.value });
  } catch {
    return new Intl.DateTimeFormat(locale, all);
  }
};

export const timeOfDay = (at: Instant | number): string => formatter({ hour: "2-digit", minute: "2-digit" }).format(new Date(at));

function partsOf(at: Instant | number): { date: string; time: string } {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const found = new Map(
    formatter(options)
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? "";
  return { date: `${get("year")}-${get("month")}-${get("day")}`, time: `${get("hour")}:${get("minute")}` };
}

/** "2026-11-22 09:05": the same in both languages, so that nobody mixes up day and month. */
export function dateTime(at: Instant | number): string {
  const { date, time } = partsOf(at);
  return `${date} ${time}`;
}

/** Only the time for today, else month and day before it. */
export function shortTime(at: Instant | number, nowMs: number = Date.now()): string {
  const { date, time } = partsOf(at);
  return date === partsOf(nowMs).date ? time : `${date.slice(5)} ${time}`;
}

/** Full time with seconds and the zone's name: for tooltips. */
export const exactTime = (at: Instant | number): string =>
  formatter({
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(at));

/** Age of a moment: "12 min", "3 h", then the date. */
export function ago(at: Instant, nowMs: number = now.value): string {
  const minutes = Math.floor((nowMs - Date.parse(at)) / 60_000);
  if (minutes < 1) return t("time.now");
  if (minutes < 60) return t("time.minutes", { n: minutes });
  if (minutes < 24 * 60) return t("time.hours", { n: Math.floor(minutes / 60) });
  return formatter({ month: "short", day: "numeric" }).format(new Date(at));
}

export const zoneName = (): string => zone.value ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A length of time in words of at most two units: "48 min", "2 h 05 min". */
export function duration(minutes: number): string {
  const n = Math.max(0, Math.round(minutes));
  if (n < 1) return t("time.underMinute");
  if (n < 60) return t("time.minutes", { n });
  const rest = n % 60;
  return rest === 0
    ? t("time.hours", { n: n / 60 })
    : `${t("time.hours", { n: Math.floor(n / 60) })} ${t("time.minutes", { n: two(rest) })}`;
}
