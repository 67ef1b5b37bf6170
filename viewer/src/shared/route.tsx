import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

/** The path of the page; the reading room is a page of its own and not among these. */
export const path = signal(typeof location === "undefined" ? "/" : location.pathname);

type Ask = (go: () => void) => void;
let guard: Ask | null = null;

/** From now on `ask` is asked before a link or the browser's back leaves the page; it calls `go` to leave after all. Ends with the returned function. */
export function guardLeaving(ask: Ask): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
}

/** True when somebody is asked first. */
function isAsked(to: string): boolean {
  const asked = guard;
  asked?.(() => {
    guard = null;
    navigate(to);
  });
  return asked !== null;
}

if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    const to = location.pathname;
    if (guard && to !== path.value) history.pushState(null, "", path.value);
    if (to === path.value || !isAsked(to)) path.value = to;
  });
}

export function navigate(to: string, replace = false): void {
  if (isAsked(to)) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  path.value = location.pathname;
}

/** Only a path of this site is a place to go on to. */
export const safeNext = (next: string | null): string | null => (next !== null && /^\/(?![/\\])/.test(next) ? next : null);

interface LinkProps {
  href: string;
  class?: string;
  "aria-current"?: "page";
  children?: ComponentChildren;
}

/** A link inside the app: a plain click changes the page without loading it again. */
export function Link({ href, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(href);
      }}
    />
  );
}

export const openReading = (study: string): void => {
  location.assign(`/read/${encodeURIComponent(study)}`);
};
