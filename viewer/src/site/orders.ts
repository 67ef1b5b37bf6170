import type { Instant, Order } from "../api";
import { patientName } from "./steps";

export type OrderFilter = "open" | "done" | "all";

export const isOpen = (order: Pick<Order, "state">): boolean => order.state === "scheduled" || order.state === "inProgress";

export function matchesOrder(order: Order, filter: OrderFilter, query: string): boolean {
  if (filter !== "all" && isOpen(order) !== (filter === "open")) return false;
  const text = [order.patient.name, patientName(order.patient.name), order.patient.id, order.accession, order.modality, order.procedure]
    .join(" ")
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((part) => text.includes(part));
}

/** What is open first, the next examination on top; then what ended, the newest first. */
export function inTurn(orders: readonly Order[]): Order[] {
  return [...orders].sort((a, b) => {
    if (isOpen(a) !== isOpen(b)) return isOpen(a) ? -1 : 1;
    const later = a.scheduledAt.localeCompare(b.scheduledAt);
    return isOpen(a) ? later : -later;
  });
}

/** 19700131 as a date field wants it. */
export const dayOf = (dicom: string | null): string => (dicom ?? "").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");

const two = (n: number): string => String(n).padStart(2, "0");

/** A time as a field of date and time wants it, on this clock; the next full hour if there is none. */
export function localInput(at: Instant | null, nowMs: number = Date.now()): string {
  const time = at === null ? new Date(nowMs + 3_600_000) : new Date(at);
  if (at === null) time.setMinutes(0, 0, 0);
  return `${String(time.getFullYear())}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
