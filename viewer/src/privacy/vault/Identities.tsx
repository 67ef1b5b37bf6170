import { api, type VaultAsk } from "../../api";
import { t, tn } from "../../shared/i18n";
import { useLoad } from "../../shared/load";
import { Dialog, Failure, Skeleton } from "../../shared/ui";

const day = (dicom: string | null): string => dicom?.replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3") ?? "";

/** The identities of an ask: in this dialog and nowhere else, gone when it is closed. */
export function Identities({ ask, onClose }: { ask: VaultAsk; onClose: () => void }) {
  const { data, error, reload } = useLoad(() => api.resolveAsked(ask.id), [ask.id]);
  const missing = data === null ? 0 : ask.studies - data.items.length;
  return (
    <Dialog title={t("vault.identities")} wide firm onClose={onClose}>
      <p class="quiet">{t("vault.identitiesHint")}</p>
      {error !== null ? (
        <Failure error={error} onRetry={reload} />
      ) : data === null ? (
        <Skeleton rows={4} height={28} />
      ) : (
        <div class="table-scroll">
          <table class="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("vault.col.name")}</th>
                <th scope="col">{t("vault.col.id")}</th>
                <th scope="col">{t("vault.col.born")}</th>
                <th scope="col">{t("vault.col.accession")}</th>
                <th scope="col">{t("privacy.col.study")}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((one) => (
                <tr key={one.study}>
                  <td>
                    <strong>{one.patientName}</strong>
                  </td>
                  <td>{one.patientId}</td>
                  <td class="nowrap">{day(one.birthDate)}</td>
                  <td>{one.accession}</td>
                  <td>
                    <code title={one.study}>…{one.study.slice(-10)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {missing > 0 && <p>{tn("vault.missing", missing)}</p>}
    </Dialog>
  );
}
