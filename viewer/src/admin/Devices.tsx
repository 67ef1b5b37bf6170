import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { ago, exactTime } from "../shared/time";
import { Empty, Failure, Skeleton } from "../shared/ui";
import { Field, FormDialog, textOf } from "./FormDialog";
import { Secret } from "./Secret";

interface Props {
  adding: boolean;
  onAdding: (open: boolean) => void;
}

const orNull = (text: string): string | null => (text === "" ? null : text);

export function Devices({ adding, onAdding }: Props) {
  const devices = useLoad((signal) => api.devices(signal), []);
  const sites = useLoad((signal) => api.sites(signal), []);
  const [secret, setSecret] = useState<{ name: string; apiKey: string } | null>(null);
  const nameOf = (id: string): string => sites.data?.items.find((site) => site.id === id)?.name ?? id;
  const error = devices.error ?? sites.error;
  return (
    <>
      {error !== null ? (
        <Failure
          error={error}
          onRetry={() => {
            devices.reload();
            sites.reload();
          }}
        />
      ) : devices.data === null ? (
        <Skeleton rows={6} height={24} />
      ) : devices.data.items.length === 0 ? (
        <Empty title={t("admin.emptyDevices")} hint={t("admin.emptyHint")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("admin.deviceName")}</th>
                <th scope="col">{t("admin.deviceSite")}</th>
                <th scope="col">{t("admin.aeTitle")}</th>
                <th scope="col">{t("admin.host")}</th>
                <th scope="col">{t("admin.lastSeen")}</th>
              </tr>
            </thead>
            <tbody>
              {devices.data.items.map((device) => (
                <tr key={device.id}>
                  <td>
                    <strong>{device.name}</strong>
                  </td>
                  <td>{nameOf(device.site)}</td>
                  <td>{device.aeTitle !== null && <code>{device.aeTitle}</code>}</td>
                  <td>{device.host}</td>
                  <td>
                    {device.lastSeenAt === null ? (
                      <span class="quiet">{t("admin.never")}</span>
                    ) : (
                      <time title={exactTime(device.lastSeenAt)}>{ago(device.lastSeenAt)}</time>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && (
        <FormDialog
          title={t("admin.addDevice")}
          onClose={() => {
            onAdding(false);
          }}
          onSubmit={async (form) => {
            const name = textOf(form, "name");
            const { apiKey } = await api.addDevice({
              site: textOf(form, "site"),
              name,
              aeTitle: orNull(textOf(form, "aeTitle")),
              host: orNull(textOf(form, "host")),
            });
            onAdding(false);
            setSecret({ name, apiKey });
            devices.reload();
          }}
        >
          <Field name="name" label={t("admin.deviceName")} />
          <label class="field">
            <span>{t("admin.deviceSite")}</span>
            <select name="site" required>
              {sites.data?.items.map((site) => (
                <option key={site.id} value={site.id}>
                  {site.name}
                </option>
              ))}
            </select>
          </label>
          <Field name="aeTitle" label={t("admin.aeTitle")} hint={t("admin.aeTitleHint")} maxLength={16} />
          <Field name="host" label={t("admin.host")} hint={t("admin.hostHint")} required={false} />
        </FormDialog>
      )}
      {secret && (
        <Secret
          title={t("admin.deviceReady", { name: secret.name })}
          label={t("admin.apiKey")}
          secret={secret.apiKey}
          onClose={() => {
            setSecret(null);
          }}
        />
      )}
    </>
  );
}
