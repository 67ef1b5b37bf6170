import { Plus } from "lucide";
import { useState } from "preact/hooks";
import { api, type Token } from "../api";
import { t } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { dateTime } from "../shared/time";
import { ConfirmDialog, Empty, Failure, Field, FormDialog, Icon, Secret, Skeleton, textOf } from "../shared/ui";

const lives = [7, 30, 90, 365] as const;

/** Tokens for programs that read over DICOMweb. */
export function Tokens() {
  const tokens = useLoad((signal) => api.tokens(signal), []);
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<{ name: string; token: string } | null>(null);
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <>
      <header class="page-head">
        <h1>{t("account.tokens")}</h1>
        <button
          type="button"
          class="button button-primary page-action"
          onClick={() => {
            setAdding(true);
          }}
        >
          <Icon of={Plus} />
          {t("account.add")}
        </button>
      </header>
      <p class="quiet account-lead">
        {t("account.lead")} <code>{`${location.origin}/dicom-web`}</code>
      </p>
      {tokens.error !== null ? (
        <Failure error={tokens.error} onRetry={tokens.reload} />
      ) : tokens.data === null ? (
        <Skeleton rows={4} height={24} />
      ) : tokens.data.items.length === 0 ? (
        <Empty title={t("account.empty")} hint={t("account.emptyHint")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("account.name")}</th>
                <th scope="col">{t("account.created")}</th>
                <th scope="col">{t("account.expires")}</th>
                <th scope="col">{t("account.used")}</th>
                <th scope="col">
                  <span class="sr">{t("account.revoke")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.data.items.map((token) => (
                <tr key={token.id}>
                  <td>
                    <strong>{token.name}</strong>
                  </td>
                  <td>{t("account.createdAt", { at: dateTime(token.createdAt) })}</td>
                  <td>
                    {Date.parse(token.expiresAt) < Date.now() ? (
                      <span class="quiet">{t("account.expired")}</span>
                    ) : (
                      t("account.until", { at: dateTime(token.expiresAt) })
                    )}
                  </td>
                  <td>
                    {token.usedOn === null ? <span class="quiet">{t("account.unused")}</span> : t("account.usedOn", { day: token.usedOn })}
                  </td>
                  <td class="action-cell">
                    <button
                      type="button"
                      class="button button-row"
                      aria-label={t("account.revokeTitle", { name: token.name })}
                      onClick={() => {
                        setRevoking(token);
                      }}
                    >
                      {t("account.revoke")}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && (
        <FormDialog
          title={t("account.add")}
          onClose={() => {
            setAdding(false);
          }}
          onSubmit={async (form) => {
            const name = textOf(form, "name");
            const { token } = await api.addToken(name, Number(textOf(form, "days")));
            setAdding(false);
            setSecret({ name, token });
            tokens.reload();
          }}
        >
          <Field name="name" label={t("account.name")} hint={t("account.nameHint")} maxLength={60} first />
          <label class="field">
            <span>{t("account.life")}</span>
            <select name="days">
              {lives.map((days) => (
                <option key={days} value={days} selected={days === 30}>
                  {t("account.days", { n: days })}
                </option>
              ))}
            </select>
          </label>
        </FormDialog>
      )}
      {revoking !== null && (
        <ConfirmDialog
          title={t("account.revokeTitle", { name: revoking.name })}
          action={t("account.revoke")}
          done={t("account.revoked")}
          run={() => api.revokeToken(revoking.id)}
          onDone={tokens.reload}
          onClose={() => {
            setRevoking(null);
          }}
        >
          {t("account.revokeText")}
        </ConfirmDialog>
      )}
      {secret !== null && (
        <Secret
          title={t("account.ready", { name: secret.name })}
          label={t("account.token")}
          secret={secret.token}
          onClose={() => {
            setSecret(null);
          }}
        />
      )}
    </>
  );
}
