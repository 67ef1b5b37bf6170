import { useSignal } from "@preact/signals";
import { api, ApiError } from "../../api";
import { Dialog } from "../../shared/ui";
import { t } from "../i18n";
import type { ReadingRoom } from "../room/room";

/** Lies over the room when the session has ended; what was typed stays below it. */
export function SignIn({ room }: { room: ReadingRoom }) {
  const user = useSignal(room.me.value?.userName ?? "");
  const password = useSignal("");
  const busy = useSignal(false);
  const error = useSignal<string | null>(null);
  const submit = async (): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    error.value = null;
    try {
      await room.signedIn(await api.signIn(user.value, password.value));
    } catch (fault) {
      const status = fault instanceof ApiError ? fault.status : -1;
      error.value = status === 0 ? t("signIn.offline") : status === 423 || status === 429 ? t("signIn.locked") : t("signIn.bad");
    } finally {
      busy.value = false;
      password.value = "";
    }
  };
  return (
    <Dialog
      title={t("signIn.title")}
      onClose={() => {
        room.signedOut.value = false;
      }}
    >
      <form
        class="rr-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <p class="rr-hint">{t("signIn.hint")}</p>
        <label>
          <span>{t("signIn.user")}</span>
          <input
            name="userName"
            autocomplete="username"
            value={user.value}
            readOnly={room.me.value !== null}
            onInput={(event) => {
              user.value = event.currentTarget.value;
            }}
          />
        </label>
        <label>
          <span>{t("signIn.password")}</span>
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            autofocus
            required
            value={password.value}
            onInput={(event) => {
              password.value = event.currentTarget.value;
            }}
          />
        </label>
        {error.value !== null && (
          <p class="rr-notice rr-notice-alarm" role="alert">
            {error.value}
          </p>
        )}
        <button type="submit" class="rr-button rr-primary" disabled={busy.value}>
          {t("signIn.button")}
        </button>
      </form>
    </Dialog>
  );
}
