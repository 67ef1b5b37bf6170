export { Icon } from "./Icon";
export { UrgencyBadge, urgencyOf, type UrgencyLevel } from "./Urgency";
export { ClaimPill } from "./ClaimPill";
export { toast, Toasts, type Toast } from "./Toast";
export { Dialog } from "./Dialog";
export { Skeleton } from "./Skeleton";
