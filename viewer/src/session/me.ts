import { signal } from "@preact/signals";
import { api, type Language, type Me, type Role } from "../api";
import { setLanguage } from "../shared/i18n";
import { zone } from "../shared/time";

/** undefined while we do not know yet, null when nobody is signed in. */
export const me = signal<Me | null | undefined>(undefined);

export function accept(someone: Me): void {
  setLanguage(someone.language);
  zone.value = someone.timeZone === "" ? null : someone.timeZone;
  me.value = someone;
}

export async function signOut(): Promise<void> {
  await api.signOut().catch(() => undefined);
  location.assign("/");
}

export function chooseLanguage(next: Language): void {
  setLanguage(next);
  if (me.value) {
    me.value = { ...me.value, language: next };
    void api.setLanguage(next).catch(() => undefined);
  }
}

const homes: Record<Role, string> = {
  technologist: "/site",
  referrer: "/site",
  reader: "/worklist",
  analyzer: "/worklist",
  coordinator: "/coordinator",
  privacyOfficer: "/privacy",
  admin: "/admin",
};
export const homeOf = (role: Role): string => homes[role];

/** Opens studies in the reading room. */
export const hangs = (role: Role): boolean => role === "reader" || role === "coordinator";
