import { useState } from "preact/hooks";
import { api, type Device, type DeviceChange } from "../api";
import { errorText } from "../shared/errors";
import { t } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { ago, exactTime } from "../shared/time";
import { Empty, Failure, Field, FormDialog, Secret, Skeleton, textOf, toast } from "../shared/ui";

interface Props {
  adding: boolean;
  onAdding: (open: boolean) => void;
}

const orNull = (text: string): string | null => (text === "" ? null : text);

function changeOf(form: FormData): DeviceChange {
  const port = textOf(form, "port");
  return {
    name: textOf(form, "name"),
    host: orNull(textOf(form, "host")),
    port: port === "" ? null : Number(port),
    mayRetrieve: form.get("mayRetrieve") !== null,
    characterSet: orNull(textOf(form, "characterSet")),
    certificate: orNull(textOf(form, "certificate")),
  };
}

const characterSets = {
  "": "ISO_IR 192 (UTF-8)",
  "\\ISO 2022 IR 149": "ISO 2022 IR 149 (KS X 1001)",
  "ISO_IR 100": "ISO_IR 100 (Latin 1)",
} as const;

function AddressFields({ device }: { device: Device | null }) {
  return (
    <>
      <div class="field-pair">
        <Field name="host" label={t("admin.host")} hint={t("admin.hostHint")} required={false} value={device?.host ?? ""} />
        <Field
          name="port"
          type="number"
          label={t("admin.port")}
          hint={t("admin.portHint")}
          required={false}
          value={device?.port === null || device === null ? "" : String(device.port)}
        />
      </div>
      <label class="field">
        <span>{t("admin.characterSet")}</span>
        <select name="characterSet">
          {Object.entries(characterSets).map(([value, text]) => (
            <option key={value} value={value} selected={value === (device?.characterSet ?? "")}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <Field
        name="certificate"
        label={t("admin.certificate")}
        hint={t("admin.certificateHint")}
        required={false}
        maxLength={500}
        value={device?.certificate ?? ""}
      />
      <fieldset class="checks">
        <legend>{t("admin.retrieve")}</legend>
        <label>
          <input type="checkbox" name="mayRetrieve" defaultChecked={device?.mayRetrieve ?? false} />
          {t("admin.retrieveHint")}
        </label>
      </fieldset>
    </>
  );
}

export function Devices({ adding, onAdding }: Props) {
  const devices = useLoad((signal) => api.devices(signal), []);
  const sites = useLoad((signal) => api.sites(signal), []);
  const [secret, setSecret] = useState<{ name: string; apiKey: string } | null>(null);
  const [changing, setChanging] = useState<Device | null>(null);
  const [echoing, setEchoing] = useState<string | null>(null);
  const echo = async (device: Device): Promise<void> => {
    setEchoing(device.id);
    try {
      const found = await api.echoDevice(device.id);
      const said = t(`echo.${found.code}`, { name: device.name, ms: String(Math.round(found.milliseconds ?? 0)) });
      toast({ text: found.detail === null ? said : `${said} (${found.detail})`, tone: found.answered ? "plain" : "error" });
    } catch (fault) {
      toast({ text: errorText(fault), tone: "error" });
    } finally {
      setEchoing(null);
    }
  };
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
                <th scope="col">{t("admin.address")}</th>
                <th scope="col">{t("admin.retrieve")}</th>
                <th scope="col">{t("admin.lastSeen")}</th>
                <th scope="col">
                  <span class="sr">{t("admin.change")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {devices.data.items.map((device) => (
                <tr key={device.id}>
                  <td>
                    <strong>{device.name}</strong>
                  </td>
                  <td>{nameOf(device.site)}</td>
                  <td>
                    {device.aeTitle !== null && <code>{device.aeTitle}</code>}
                    {device.certificate !== null && (
                      <span class="quiet bound" title={device.certificate}>
                        {t("admin.bound")}
                      </span>
                    )}
                  </td>
                  <td>{device.port === null ? device.host : `${device.host ?? ""}:${String(device.port)}`}</td>
                  <td>{device.mayRetrieve ? t("admin.allowed") : ""}</td>
                  <td>
                    {device.lastSeenAt === null ? (
                      <span class="quiet">{t("admin.never")}</span>
                    ) : (
                      <time title={exactTime(device.lastSeenAt)}>{ago(device.lastSeenAt)}</time>
                    )}
                  </td>
                  <td class="action-cell">
                    <button
                      type="button"
                      class="button button-quiet"
                      disabled={echoing === device.id}
                      onClick={() => {
                        void echo(device);
                      }}
                    >
                      {t(echoing === device.id ? "admin.echoing" : "admin.echo")}
                    </button>
                    <button
                      type="button"
                      class="button button-quiet"
                      onClick={() => {
                        setChanging(device);
                      }}
                    >
                      {t("admin.change")}
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
          title={t("admin.addDevice")}
          onClose={() => {
            onAdding(false);
          }}
          onSubmit={async (form) => {
            const name = textOf(form, "name");
            const { apiKey } = await api.addDevice({
              site: textOf(form, "site"),
              aeTitle: orNull(textOf(form, "aeTitle")),
              ...changeOf(form),
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
          <AddressFields device={null} />
        </FormDialog>
      )}
      {changing !== null && (
        <FormDialog
          title={t("admin.changeDevice", { name: changing.name })}
          submit={t("action.save")}
          onClose={() => {
            setChanging(null);
          }}
          onSubmit={async (form) => {
            await api.changeDevice(changing.id, changeOf(form));
            toast({ text: t("admin.deviceChanged") });
            setChanging(null);
            devices.reload();
          }}
        >
          <Field name="name" label={t("admin.deviceName")} value={changing.name} />
          <AddressFields device={changing} />
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
