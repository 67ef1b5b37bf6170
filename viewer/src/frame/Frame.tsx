import type { IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../shared/i18n";
import { Link, path } from "../shared/route";
import { Icon, Toasts } from "../shared/ui";
import { MeMenu } from "./MeMenu";
import { OfflineBar } from "./OfflineBar";
import "./frame.css";

export interface NavItem {
  href: string;
  icon: IconNode;
  label: string;
  count?: number;
}

interface Props {
  /** Also the window's title: never a patient's. */
  title: string;
  nav: readonly NavItem[];
  children: ComponentChildren;
}

/** The rail (a bottom bar on a phone), the line's state, toasts; the page itself is `main`. */
export function Frame({ title, nav, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Pandok`;
  }, [title]);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t("nav.skip")}
      </a>
      <nav class="rail" aria-label={t("nav.label")}>
        <img class="rail-mark" src="/mark.svg" width="32" height="32" alt="Pandok" />
        <ul>
          {nav.map((item) => (
            <li key={item.href}>
              <Link href={item.href} class="rail-link" {...(path.value === item.href ? { "aria-current": "page" as const } : {})}>
                <span class="rail-icon">
                  <Icon of={item.icon} size={20} />
                  {item.count !== undefined && item.count > 0 && <span class="rail-count">{item.count > 99 ? "99+" : item.count}</span>}
                </span>
                <span class="rail-word">{item.label}</span>
              </Link>
            </li>
          ))}
        </ul>
        <MeMenu />
      </nav>
      <main id="main" class="frame-main" tabIndex={-1}>
        <OfflineBar />
        {children}
      </main>
      <Toasts />
    </div>
  );
}
