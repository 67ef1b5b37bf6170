import { CircleAlert, Eye, EyeOff } from "lucide";
import type { TargetedSubmitEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { errorText } from "../shared/errors";
import { t } from "../shared/i18n";
import { navigate, safeNext } from "../shared/route";
import { Icon, LanguageSwitch } from "../shared/ui";
import { accept, chooseLanguage, homeOf } from "./me";
import { Slices } from "./Slices";
import "./signin.css";

function goOn(home: string): void {
  const next = safeNext(new URLSearchParams(location.search).get("next"));
  if (next?.startsWith("/read/")) location.assign(next);
  else if (next !== null) navigate(next, true);
  else navigate(location.pathname === "/" ? home : location.pathname, true);
}

export function SignIn() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [visible, setVisible] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const title = t("signIn.title");
  useEffect(() => {
    document.title = `${title} · Pandok`;
  }, [title]);

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const userName = String(form.get("userName") ?? "").trim();
    const secret = String(form.get("password") ?? "");
    if (userName === "" || secret === "") {
      setProblem(t("signIn.fill"));
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const someone = await api.signIn(userName, secret);
      accept(someone);
      goOn(homeOf(someone.role));
    } catch (error) {
      setProblem(errorText(error));
      password.current?.select();
    } finally {
      setBusy(false);
    }
  };

  return (
    <div class="signin">
      <aside class="signin-art">
        <Slices />
        <p>{t("signIn.lead")}</p>
      </aside>
      <main class="signin-main">
        <div class="signin-language">
          <LanguageSwitch onChange={chooseLanguage} />
        </div>
        <form class="signin-form" onSubmit={(event) => void submit(event)} noValidate>
          <div class="signin-brand">
            <img src="/mark.svg" width="40" height="40" alt="" />
            <div>
              <h1>{t("app.name")}</h1>
              <p>{t("app.tagline")}</p>
            </div>
          </div>
          <label class="field">
            <span>{t("signIn.userName")}</span>
            <input name="userName" autocomplete="username" autocapitalize="none" spellcheck={false} autofocus required />
          </label>
          <div class="field">
            <label for="password">{t("signIn.password")}</label>
            <span class="signin-password">
              <input
                ref={password}
                id="password"
                name="password"
                {...(visible ? { type: "text" as const } : { type: "password" as const })}
                autocomplete="current-password"
                required
              />
              <button
                type="button"
                class="button-icon"
                aria-label={t(visible ? "signIn.hide" : "signIn.show")}
                aria-pressed={visible}
                onClick={() => {
                  setVisible(!visible);
                }}
              >
                <Icon of={visible ? EyeOff : Eye} size={20} />
              </button>
            </span>
          </div>
          <div class="signin-problem" role="alert">
            {problem !== null && (
              <p>
                <Icon of={CircleAlert} />
                <span>{problem}</span>
              </p>
            )}
          </div>
          <button type="submit" class="button button-primary button-large" disabled={busy}>
            {t(busy ? "signIn.busy" : "signIn.submit")}
          </button>
          <p class="signin-note">{t("signIn.note")}</p>
        </form>
      </main>
    </div>
  );
}
