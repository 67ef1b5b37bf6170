import { useState } from "preact/hooks";
import { api, type AdminSite, type Language, type NewUser, type Role, type User } from "../api";
import { language, t, word } from "../shared/i18n";
import { useLoad } from "../shared/load";
import { ConfirmDialog, Empty, Failure, Field, FormDialog, listOf, Secret, Skeleton, textOf } from "../shared/ui";

const roles: readonly Role[] = ["reader", "technologist", "referrer", "analyzer", "coordinator", "privacyOfficer", "admin"];
const specialties = ["chest", "neuro", "abdomen", "musculoskeletal", "breast", "cardiac", "paediatric", "emergency", "general"];
const isBound = (role: Role): boolean => role === "reader" || role === "technologist" || role === "referrer" || role === "analyzer";

interface AddProps {
  sites: readonly AdminSite[];
  onClose: () => void;
  onAdded: (name: string, password: string) => void;
}

function AddUser({ sites, onClose, onAdded }: AddProps) {
  const [role, setRole] = useState<Role>("reader");
  const submit = async (form: FormData): Promise<void> => {
    const user: NewUser = {
      userName: textOf(form, "userName"),
      displayName: textOf(form, "displayName"),
      role,
      sites: isBound(role) ? listOf(form, "sites") : [],
      specialties: role === "reader" ? listOf(form, "specialties") : [],
      language: textOf(form, "language") as Language,
    };
    const { password } = await api.addUser(user);
    onAdded(user.userName, password);
  };
  return (
    <FormDialog title={t("admin.addUser")} onClose={onClose} onSubmit={submit}>
      <Field name="userName" label={t("admin.userName")} maxLength={64} />
      <Field name="displayName" label={t("admin.displayName")} />
      <div class="field-pair">
        <label class="field">
          <span>{t("admin.role")}</span>
          <select
            value={role}
            onChange={(event) => {
              setRole(event.currentTarget.value as Role);
            }}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("admin.language")}</span>
          <select name="language">
            <option value="ko" selected={language.value === "ko"}>
              {t("language.ko")}
            </option>
            <option value="en" selected={language.value === "en"}>
              {t("language.en")}
            </option>
          </select>
        </label>
      </div>
      {isBound(role) && (
        <fieldset class="checks">
          <legend>{t("admin.userSites")}</legend>
          {sites.map((site) => (
            <label key={site.id}>
              <input type="checkbox" name="sites" value={site.id} />
              {site.name}
            </label>
          ))}
        </fieldset>
      )}
      {role === "reader" && (
        <fieldset class="checks">
          <legend>{t("admin.userSpecialties")}</legend>
          {specialties.map((one) => (
            <label key={one}>
              <input type="checkbox" name="specialties" value={one} />
              {word("specialty", one)}
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

interface Props {
  adding: boolean;
  onAdding: (open: boolean) => void;
}

export function Users({ adding, onAdding }: Props) {
  const users = useLoad((signal) => api.users(signal), []);
  const sites = useLoad((signal) => api.sites(signal), []);
  const [secret, setSecret] = useState<{ name: string; password: string } | null>(null);
  const [disabling, setDisabling] = useState<User | null>(null);
  const nameOf = (id: string): string => sites.data?.items.find((site) => site.id === id)?.name ?? id;
  const placesOf = (user: User): string =>
    isBound(user.role) ? user.sites.map(nameOf).join(", ") || t("admin.none") : t("admin.allSites");
  const error = users.error ?? sites.error;
  return (
    <>
      {error !== null ? (
        <Failure
          error={error}
          onRetry={() => {
            users.reload();
            sites.reload();
          }}
        />
      ) : users.data === null ? (
        <Skeleton rows={8} height={24} />
      ) : users.data.items.length === 0 ? (
        <Empty title={t("admin.emptyUsers")} hint={t("admin.emptyHint")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("admin.displayName")}</th>
                <th scope="col">{t("admin.userName")}</th>
                <th scope="col">{t("admin.role")}</th>
                <th scope="col">{t("admin.userSites")}</th>
                <th scope="col">{t("admin.userSpecialties")}</th>
                <th scope="col">{t("admin.status")}</th>
                <th scope="col">
                  <span class="sr">{t("coordinator.col.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {users.data.items.map((user) => (
                <tr key={user.id} class={user.disabled ? "row-disabled" : ""}>
                  <td>
                    <strong>{user.displayName}</strong>
                  </td>
                  <td>{user.userName}</td>
                  <td>{t(`role.${user.role}`)}</td>
                  <td>{placesOf(user)}</td>
                  <td>{user.specialties.map((one) => word("specialty", one)).join(", ")}</td>
                  <td>{t(user.disabled ? "admin.disabled" : "admin.active")}</td>
                  <td class="action-cell">
                    {!user.disabled && (
                      <button
                        type="button"
                        class="button button-row"
                        aria-label={t("admin.disableTitle", { name: user.displayName })}
                        onClick={() => {
                          setDisabling(user);
                        }}
                      >
                        {t("admin.disable")}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && (
        <AddUser
          sites={sites.data?.items ?? []}
          onClose={() => {
            onAdding(false);
          }}
          onAdded={(name, password) => {
            onAdding(false);
            setSecret({ name, password });
            users.reload();
          }}
        />
      )}
      {disabling && (
        <ConfirmDialog
          title={t("admin.disableTitle", { name: disabling.displayName })}
          action={t("admin.disable")}
          done={t("admin.disabledDone")}
          run={() => api.disableUser(disabling.id)}
          onDone={users.reload}
          onClose={() => {
            setDisabling(null);
          }}
        >
          {t("admin.disableText")}
        </ConfirmDialog>
      )}
      {secret && (
        <Secret
          title={t("admin.userReady", { name: secret.name })}
          label={t("admin.password")}
          secret={secret.password}
          onClose={() => {
            setSecret(null);
          }}
        />
      )}
    </>
  );
}
