import { KeyRound, LayoutGrid, LogOut } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { chooseLanguage, hangs, me, signOut } from "../session";
import { t } from "../shared/i18n";
import { Link } from "../shared/route";
import { zoneName } from "../shared/time";
import { Icon, LanguageSwitch } from "../shared/ui";

const initials = (name: string): string =>
  /[가-힣]/.test(name)
    ? name.replace(/[^가-힣]/g, "").slice(0, 2)
    : name
        .split(/\s+/)
        .map((part) => part.charAt(0).toUpperCase())
        .join("")
        .slice(0, 2);

export function MeMenu() {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      document.removeEventListener("keydown", escape);
    };
  }, [open]);
  const someone = me.value;
  if (!someone) return null;
  return (
    <div class="me" ref={box}>
      <button
        ref={button}
        type="button"
        class="me-button"
        aria-expanded={open}
        aria-label={`${t("me.menu")}: ${someone.displayName}`}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span class="avatar" aria-hidden="true">
          {initials(someone.displayName)}
        </span>
      </button>
      {open && (
        <div class="me-menu">
          <div class="me-who">
            <strong>{someone.displayName}</strong>
            <span class="quiet">
              {t(`role.${someone.role}`)} · {someone.userName}
            </span>
            {someone.sites.length > 0 && someone.sites.length < 6 && (
              <span class="quiet">{someone.sites.map((site) => site.name).join(", ")}</span>
            )}
          </div>
          <LanguageSwitch onChange={chooseLanguage} />
          <p class="quiet">
            {t("time.zone")} {zoneName()}
          </p>
          <Link class="button" href="/account">
            <Icon of={KeyRound} />
            {t("account.tokens")}
          </Link>
          {hangs(someone.role) && (
            <Link class="button" href="/account/hanging">
              <Icon of={LayoutGrid} />
              {t("account.protocols")}
            </Link>
          )}
          <button type="button" class="button me-out" onClick={() => void signOut()}>
            <Icon of={LogOut} />
            {t("me.signOut")}
          </button>
        </div>
      )}
    </div>
  );
}
