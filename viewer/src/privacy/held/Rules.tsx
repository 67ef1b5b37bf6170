import { api } from "../../api";
import { errorText } from "../../shared/errors";
import { t, tn } from "../../shared/i18n";
import { useLoad } from "../../shared/load";
import { dateTime } from "../../shared/time";
import { Empty, Failure, Skeleton, toast } from "../../shared/ui";

/** The rules that officers made of images: of which device, by whom, how many boxes. */
export function Rules() {
  const { data, error, reload } = useLoad((signal) => api.deviceRules(signal), []);
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  if (data === null) return <Skeleton rows={6} height={28} />;
  if (data.items.length === 0) return <Empty title={t("rules.none")} hint={t("rules.noneHint")} />;
  const end = async (id: string): Promise<void> => {
    try {
      await api.endRule(id);
      reload();
    } catch (problem) {
      toast({ text: errorText(problem), tone: "error" });
    }
  };
  return (
    <div class="table-scroll">
      <table class="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t("held.col.device")}</th>
            <th scope="col">{t("rules.col.image")}</th>
            <th scope="col">{t("held.boxes")}</th>
            <th scope="col">{t("rules.col.by")}</th>
            <th scope="col">{t("held.col.since")}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {data.items.map((rule) => (
            <tr key={rule.id}>
              <td>
                <strong>{[rule.manufacturer, rule.model, rule.software].filter((one) => one !== "").join(" · ")}</strong>
              </td>
              <td>
                {rule.columns} × {rule.rows} <span class="quiet">{rule.class}</span>
              </td>
              <td>{tn("rules.boxes", rule.boxes.length)}</td>
              <td>{rule.reviewer}</td>
              <td class="nowrap">{dateTime(rule.madeAt)}</td>
              <td class="action-cell">
                {rule.endedAt === null ? (
                  <button type="button" class="button" onClick={() => void end(rule.id)}>
                    {t("rules.end")}
                  </button>
                ) : (
                  <span class="quiet">{t("rules.ended")}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
