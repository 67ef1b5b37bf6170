import type { IconNode } from "lucide";
import { h } from "preact";

interface Props {
  of: IconNode;
  size?: 16 | 20 | 24;
  /** Without a label the icon is decoration beside a word. */
  label?: string;
  class?: string;
}

/** A lucide icon, drawn from its plain node data. */
export function Icon({ of, size = 16, label, class: className }: Props) {
  return (
    <svg
      class={`icon ${className ?? ""}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label === undefined ? { "aria-hidden": "true" as const } : { role: "img" as const, "aria-label": label })}
    >
      {of.map(([tag, attributes], index) => h(tag, { key: index, ...(attributes as Record<string, string>) }))}
    </svg>
  );
}
