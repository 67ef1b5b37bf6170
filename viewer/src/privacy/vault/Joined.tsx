import { Link2 } from "lucide";
import { api } from "../../api";
import { errorText } from "../../shared/errors";
import { t } from "../../shared/i18n";
import { useLoad } from "../../shared/load";
import { dateTime, exactTime } from "../../shared/time";
import { Empty, Failure, Icon, Skeleton, toast } from "../../shared/ui";

/** Which pseudonyms are one person because somebody said so, and why; parted, they are two again. */
export function Joined() {
  const { data, error, reload } = useLoad((signal) => api.merges(signal), []);
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  if (data === null) return <Skeleton rows={4} height={28} />;
  if (data.items.length === 0) return <Empty title={t("vault.noJoined")} hint={t("vault.noJoinedHint")} />;
  const part = async (id: string): Promise<void> => {
    try {
      await api.undoMerge(id);
      toast({ text: t("vault.parted") });
    } catch (problem) {
      toast({ text: errorText(problem), tone: "error" });
    }
    reload();
  };
  return (
    <div class="table-scroll">
      <table class="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t("vault.col.person")}</th>
            <th scope="col">{t("held.reason")}</th>
            <th scope="col">{t("vault.col.joinedBy")}</th>
            <th scope="col">{t("privacy.col.at")}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {data.items.map((merge) => (
            <tr key={merge.id}>
              <td>
                <strong class="vault-pair">
                  {merge.pseudonym}
                  <Icon of={Link2} />
                  {merge.other}
                </strong>
              </td>
              <td>{merge.reason}</td>
              <td>{merge.mergedBy}</td>
              <td class="nowrap" title={exactTime(merge.mergedAt)}>
                {dateTime(merge.mergedAt)}
              </td>
              <td class="action-cell">
                {merge.undoneAt === null ? (
                  <button type="button" class="button" onClick={() => void part(merge.id)}>
                    {t("vault.part")}
                  </button>
                ) : (
                  <span class="quiet" title={exactTime(merge.undoneAt)}>
                    {t("vault.partedBy", { name: merge.undoneBy ?? "" })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
