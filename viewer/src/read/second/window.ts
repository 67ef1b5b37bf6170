/** The frame that the reading room draws into; a window keeps its name from case to case. */
const [path, name] = ["/second.html", "pandok-second"];
/** What became of it in this tab, whichever case was open: it stays open from case to case, and closed or refused it is not asked for again. */
const mark = "pandok.second";

/** Null: nobody has asked for one yet. */
export const lastSeen = (): "open" | "closed" | null => sessionStorage.getItem(mark) as "open" | "closed" | null;

export const forget = (): void => {
  sessionStorage.setItem(mark, "closed");
};

/** The second window, the known one or a new one; null when the browser does not let one open. */
export function openWindow(): Window | null {
  const { availWidth, availHeight } = screen;
  const other = window.open("", name, `popup,width=${String(availWidth)},height=${String(availHeight)}`);
  if (!other) {
    forget();
    return null;
  }
  if (!isFrame(other)) {
    other.location.replace(path);
    void toOtherScreen(other);
  }
  sessionStorage.setItem(mark, "open");
  return other;
}

/** Where to draw, as soon as the frame is there; null when the window has been closed meanwhile. */
export async function frameOf(other: Window): Promise<HTMLElement | null> {
  while (!other.closed) {
    const root = isFrame(other) && other.document.readyState === "complete" ? other.document.getElementById("root") : null;
    if (root) return root;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return null;
}

function isFrame(other: Window): boolean {
  try {
    return other.location.pathname === path;
  } catch {
    // Somebody took the window elsewhere.
    return false;
  }
}

interface Screens {
  screens: readonly { availLeft: number; availTop: number; availWidth: number; availHeight: number }[];
  currentScreen: unknown;
}

/** Where the browser knows of a second screen and the reader allows it, the window fills that; else the reader drags it there. */
async function toOtherScreen(other: Window): Promise<void> {
  const { getScreenDetails } = window as { getScreenDetails?: () => Promise<Screens> };
  if (!getScreenDetails || !(screen as { isExtended?: boolean }).isExtended) return;
  try {
    const { screens, currentScreen } = await getScreenDetails.call(window);
    const free = screens.find((one) => one !== currentScreen);
    if (!free) return;
    other.moveTo(free.availLeft, free.availTop);
    other.resizeTo(free.availWidth, free.availHeight);
  } catch {
    // Not allowed: it stays where it opened.
  }
}

/** Styles that the first window loads later come along. */
export function mirrorStyles(from: Document, to: Document): () => void {
  const known = new Set<string>();
  const of = (page: Document) => [...page.head.querySelectorAll<HTMLLinkElement | HTMLStyleElement>('link[rel="stylesheet"], style')];
  const nameOf = (sheet: HTMLLinkElement | HTMLStyleElement): string => ("href" in sheet ? sheet.href : (sheet.textContent ?? ""));
  for (const sheet of of(to)) known.add(nameOf(sheet));
  const copy = (): void => {
    for (const sheet of of(from)) {
      if (known.has(nameOf(sheet))) continue;
      known.add(nameOf(sheet));
      to.head.append(to.importNode(sheet, true));
    }
  };
  copy();
  const observer = new MutationObserver(copy);
  observer.observe(from.head, { childList: true });
  return () => {
    observer.disconnect();
  };
}
