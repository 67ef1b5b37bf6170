import { useState } from "preact/hooks";
import { api, type DocumentPolicy, type VaultSite } from "../../api";
import { errorText } from "../../shared/errors";
import { t, tn } from "../../shared/i18n";
import { useLoad } from "../../shared/load";
import { dateTime } from "../../shared/time";
import { Empty, Failure, Field, FormDialog, Skeleton, textOf, toast } from "../../shared/ui";

const reasons = ["contractEnded", "projectEnded", "siteAsked", "keyExposed", "retentionOver"] as const;

function Erase({ site, onClose, onDone }: { site: VaultSite; onClose: () => void; onDone: () => void }) {
  return (
    <FormDialog
      title={t("vault.eraseTitle", { name: site.name })}
      submit={t("vault.eraseSubmit")}
      danger
      onClose={onClose}
      onSubmit={async (form) => {
        await api.eraseSite(site.id, textOf(form, "code"), textOf(form, "reason"));
        toast({ text: t("vault.erasedDone", { name: site.name }) });
        onDone();
      }}
    >
      <p>{t("vault.eraseText")}</p>
      <ul class="vault-consequences">
        <li>{t("vault.eraseStudies", { patients: tn("vault.patients", site.patients), studies: tn("vault.studies", site.studies) })}</li>
        {site.undelivered > 0 && <li>{tn("vault.eraseUndelivered", site.undelivered)}</li>}
        {site.held > 0 && <li>{tn("vault.eraseHeld", site.held)}</li>}
        <li>{t("vault.eraseNoMore")}</li>
      </ul>
      <label class="field">
        <span>{t("held.reason")}</span>
        <select name="reason" required>
          <option value="" selected disabled />
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {t(`detail.${reason}`)}
            </option>
          ))}
        </select>
      </label>
      <Field name="code" label={t("vault.eraseCode", { code: site.code })} maxLength={16} />
    </FormDialog>
  );
}

/** Whose identities the vault holds under which key, and the way to destroy one for ever. */
export function Sites() {
  const { data, error, reload } = useLoad((signal) => api.vaultSites(signal), []);
  const [erasing, setErasing] = useState<VaultSite | null>(null);
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  if (data === null) return <Skeleton rows={4} height={28} />;
  if (data.items.length === 0) return <Empty title={t("admin.emptySites")} />;
  const setDocuments = async (site: VaultSite, documents: DocumentPolicy): Promise<void> => {
    try {
      await api.setDocuments(site.id, documents);
      toast({ text: t(documents === "drop" ? "vault.documentsDropped" : "vault.documentsHeld", { name: site.name }) });
    } catch (problem) {
      toast({ text: errorText(problem), tone: "error" });
    }
    reload();
  };
  return (
    <>
      <div class="table-scroll">
        <table class="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t("privacy.col.site")}</th>
              <th scope="col">{t("vault.col.holds")}</th>
              <th scope="col">{t("vault.col.key")}</th>
              <th scope="col">{t("held.col.since")}</th>
              <th scope="col">{t("vault.col.documents")}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {data.items.map((site) => (
              <tr key={site.id}>
                <td>
                  <strong>{site.name}</strong> <span class="quiet">{site.code}</span>
                </td>
                <td>
                  {tn("vault.patients", site.patients)} · {tn("vault.studies", site.studies)}
                </td>
                <td>
                  {site.keyId !== null && <code>{site.keyId}</code>}
                  {site.generations > 1 && <span class="quiet"> {tn("vault.generations", site.generations)}</span>}
                </td>
                <td class="nowrap" data-prefix={site.since === null ? undefined : `${t("held.col.since")} `}>
                  {site.since !== null && dateTime(site.since)}
                </td>
                <td data-prefix={`${t("vault.col.documents")} `}>
                  <select
                    class="row-choice"
                    value={site.documents}
                    aria-label={t("vault.documentsOf", { name: site.name })}
                    onChange={(event) => void setDocuments(site, event.currentTarget.value === "drop" ? "drop" : "hold")}
                  >
                    <option value="hold">{t("vault.documents.hold")}</option>
                    <option value="drop">{t("vault.documents.drop")}</option>
                  </select>
                </td>
                <td class="action-cell">
                  {site.erasedAt !== null ? (
                    <span class="quiet">{t("vault.erasedAt", { at: dateTime(site.erasedAt) })}</span>
                  ) : site.keyId === null ? (
                    <span class="quiet">{t("vault.nothingSealed")}</span>
                  ) : (
                    <button
                      type="button"
                      class="button"
                      onClick={() => {
                        setErasing(site);
                      }}
                    >
                      {t("vault.erase")}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {erasing !== null && (
        <Erase
          site={erasing}
          onClose={() => {
            setErasing(null);
          }}
          onDone={() => {
            setErasing(null);
            reload();
          }}
        />
      )}
    </>
  );
}
