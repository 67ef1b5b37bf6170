import { api } from "../api";
import { t } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { Empty, Failure, Field, FormDialog, Skeleton, textOf, toast } from "../shared/ui";

interface Props {
  adding: boolean;
  onAdding: (open: boolean) => void;
}

export function Sites({ adding, onAdding }: Props) {
  const { data, error, reload } = useLoad((signal) => api.sites(signal), []);
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
