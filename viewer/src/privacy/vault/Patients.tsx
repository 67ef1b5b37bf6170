import { Link2, Search } from "lucide";
import { useState } from "preact/hooks";
import { api, type VaultPatient } from "../../api";
import { t, tn } from "../../shared/i18n";
import { useLoad } from "../../shared/load";
import { shortTime } from "../../shared/time";
import { Empty, Failure, Field, FormDialog, Icon, Skeleton, textOf, toast } from "../../shared/ui";
import { studiesText } from "./words";

const keyOf = (patient: VaultPatient): string => `${patient.site} ${patient.pseudonym}`;

function Row({ patient, chosen, onChoose }: { patient: VaultPatient; chosen: boolean; onChoose: () => void }) {
  return (
    <tr class={chosen ? "row-chosen" : ""}>
      <td class="vault-first">
        <label class="vault-patient">
          <input type="checkbox" checked={chosen} onChange={onChoose} />
          <strong>{patient.pseudonym}</strong>
        </label>
        {patient.joined.length > 0 && (
          <span class="vault-joined">
            <Icon of={Link2} />
            {t("vault.sameAs", { others: patient.joined.join(", ") })}
          </span>
        )}
      </td>
      <td>{studiesText(patient)}</td>
      <td>{patient.siteName}</td>
      <td class="nowrap quiet">{patient.studies[0] && shortTime(patient.studies[0].receivedAt)}</td>
    </tr>
  );
}

/** The latest patients by their pseudonyms. Two of them may be one person; of some the identity may be needed. */
export function Patients({ onAsked }: { onAsked: () => void }) {
  const [typed, setTyped] = useState("");
  const [find, setFind] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, VaultPatient>>(new Map());
  const [dialog, setDialog] = useState<"merge" | "ask" | null>(null);
  const { data, error, reload } = useLoad((signal) => api.vaultPatients(find, signal), [find]);
  const picked = [...chosen.values()];
  const [one, other] = picked;
  const isPair = picked.length === 2 && one?.site === other?.site && other !== undefined && one?.joined.includes(other.pseudonym) === false;
  const studies = picked.flatMap((patient) => patient.studies.map((study) => study.study));
  const choose = (patient: VaultPatient): void => {
    const next = new Map(chosen);
    if (!next.delete(keyOf(patient))) next.set(keyOf(patient), patient);
    setChosen(next);
  };
  const close = (): void => {
    setDialog(null);
  };

  return (
    <>
      <form
        class="filter-row"
        onSubmit={(event) => {
          event.preventDefault();
          setFind(typed.trim());
        }}
      >
        <label class="search">
          <Icon of={Search} />
          <input
            type="search"
            value={typed}
            placeholder={t("vault.find")}
            aria-label={t("vault.find")}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              if (event.currentTarget.value === "") setFind("");
            }}
          />
        </label>
        <button type="submit" class="button">
          {t("action.search")}
        </button>
      </form>
      {error !== null ? (
        <Failure error={error} onRetry={reload} />
      ) : data === null ? (
        <Skeleton rows={8} height={28} />
      ) : data.items.length === 0 ? (
        <Empty title={t("vault.noPatients")} hint={t("vault.noPatientsHint")} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("vault.col.patient")}</th>
                <th scope="col">{t("vault.col.studies")}</th>
                <th scope="col">{t("privacy.col.site")}</th>
                <th scope="col">{t("vault.col.latest")}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((patient) => (
                <Row
                  key={keyOf(patient)}
                  patient={patient}
                  chosen={chosen.has(keyOf(patient))}
                  onChoose={() => {
                    choose(patient);
                  }}
                />
              ))}
            </tbody>
          </table>
          {data.more && <p class="more quiet">{t("vault.moreHint")}</p>}
        </div>
      )}
      <div class="vault-bar">
        <span class="quiet" aria-live="polite">
          {picked.length === 0 ? t("vault.chooseHint") : `${tn("vault.patients", picked.length)} · ${tn("vault.studies", studies.length)}`}
        </span>
        {picked.length > 0 && (
          <span class="vault-buttons">
            <button
              type="button"
              class="button"
              disabled={!isPair}
              title={isPair ? undefined : t("vault.pairHint")}
              onClick={() => {
                setDialog("merge");
              }}
            >
              {t("vault.merge")}
            </button>
            <button
              type="button"
              class="button button-primary"
              onClick={() => {
                setDialog("ask");
              }}
            >
              {t("vault.ask")}
            </button>
          </span>
        )}
      </div>
      {dialog === "merge" && one && other && (
        <FormDialog
          title={t("vault.mergeTitle")}
          submit={t("vault.merge")}
          onClose={close}
          onSubmit={async (form) => {
            await api.mergePatients({ site: one.site, pseudonym: one.pseudonym, other: other.pseudonym, reason: textOf(form, "reason") });
            close();
            setChosen(new Map());
            toast({ text: t("vault.merged") });
            reload();
          }}
        >
          <p class="vault-pair">
            <code>{one.pseudonym}</code>
            <Icon of={Link2} />
            <code>{other.pseudonym}</code>
          </p>
          <p>{t("vault.mergeText")}</p>
          <Field name="reason" label={t("held.reason")} hint={t("vault.reasonHint")} maxLength={500} first />
        </FormDialog>
      )}
      {dialog === "ask" && (
        <FormDialog
          title={t("vault.askTitle")}
          submit={t("vault.askSend")}
          onClose={close}
          onSubmit={async (form) => {
            await api.askIdentities(studies, textOf(form, "reason"));
            close();
            toast({ text: t("vault.asked") });
            onAsked();
          }}
        >
          <p>{t("vault.askText", { patients: tn("vault.patients", picked.length), studies: tn("vault.studies", studies.length) })}</p>
          <Field name="reason" label={t("held.reason")} hint={t("vault.reasonHint")} maxLength={500} first />
        </FormDialog>
      )}
    </>
  );
}
