import { ClipboardList, ListChecks } from "lucide";
import type { NavItem } from "../frame";
import { t } from "../shared/i18n";

/** The two halves of the site's page; each knows its own count. */
export const siteNav = (counts: { ready?: number; orders?: number }): NavItem[] => [
  { href: "/site", icon: ListChecks, label: t("site.nav"), ...(counts.ready === undefined ? {} : { count: counts.ready }) },
  { href: "/site/orders", icon: ClipboardList, label: t("orders.nav"), ...(counts.orders === undefined ? {} : { count: counts.orders }) },
];
