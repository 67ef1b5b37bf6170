import { api, type AdminSite, type PhonePolicy } from "../api";
import { errorText } from "../shared/errors";
import { t } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { Link } from "../shared/route";
import { Empty, Failure, Field, FormDialog, Skeleton, textOf, toast } from "../shared/ui";

interface Props {
  adding: boolean;
  onAdding: (open: boolean) => void;
}

export function Sites({ adding, onAdding }: Props) {
  const { data, error, reload } = useLoad((signal) => api.sites(signal), []);
  const setPhones = async (site: AdminSite, phones: PhonePolicy): Promise<void> => {
    try {
      await api.setPhones(site.id, phones);
      toast({ text: t(phones === "primary" ? "admin.phonesPrimary" : "admin.phonesMarked", { name: site.name }) });
    } catch (problem) {
      toast({ text: errorText(problem), tone: "error" });
    }
    reload();
  };
  return (
    <>
      {error !== null ? (
        <Failure error={error} onRetry={reload} />
      ) : data === null ? (
        <Skeleton rows={6} height={24} />
      ) : data.items.length === 0 ? (
        <Empty title={t("admin.emptySites")} hint={t("admin.emptyHint")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("admin.siteName")}</th>
                <th scope="col">{t("admin.siteCode")}</th>
                <th scope="col">{t("admin.phones")}</th>
                <th scope="col">
                  <span class="sr">{t("admin.protocols")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((site) => (
                <tr key={site.id}>
                  <td>
                    <strong>{site.name}</strong>
                  </td>
                  <td>
                    <code>{site.code}</code>
                  </td>
                  <td data-prefix={`${t("admin.phones")} `}>
                    <select
                      class="row-choice"
                      value={site.phones}
                      aria-label={t("admin.phonesOf", { name: site.name })}
                      onChange={(event) => void setPhones(site, event.currentTarget.value as PhonePolicy)}
                    >
                      <option value="marked">{t("admin.phones.marked")}</option>
                      <option value="primary">{t("admin.phones.primary")}</option>
                    </select>
                  </td>
                  <td class="action-cell">
                    <Link class="button button-row" href={`/admin/sites/${site.id}/hanging`}>
                      {t("admin.protocols")}
                      <span class="sr"> {site.name}</span>
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && (
        <FormDialog
          title={t("admin.addSite")}
          onClose={() => {
            onAdding(false);
          }}
          onSubmit={async (form) => {
            await api.addSite({ name: textOf(form, "name"), code: textOf(form, "code") });
            toast({ text: t("admin.siteAdded") });
            onAdding(false);
            reload();
          }}
        >
          <Field name="name" label={t("admin.siteName")} />
          <Field name="code" label={t("admin.siteCode")} hint={t("admin.siteCodeHint")} maxLength={16} />
        </FormDialog>
      )}
    </>
  );
}
