import { api } from "../api";
import { t, word } from "../shared/i18n";
import { useLive, useLoad } from "../shared/load";
import { dateTime, exactTime } from "../shared/time";
import { siteName } from "../shared/words";
import { Empty, Failure, Skeleton } from "../shared/ui";

/** What was refused on the way in, so that somebody can tell the sender. */
export function Problems() {
  const { data, error, reload } = useLoad((signal) => api.problems(signal), []);
  useLive(reload);
  if (error !== null && data === null) return <Failure error={error} onRetry={reload} />;
  if (data === null) return <Skeleton rows={8} height={24} />;
  if (data.items.length === 0) return <Empty title={t("coordinator.problemsNone")} />;
  return (
    <div class="table-scroll">
      <table class="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t("coordinator.col.when")}</th>
            <th scope="col">{t("coordinator.col.problem")}</th>
            <th scope="col">{t("coordinator.col.detail")}</th>
            <th scope="col">{t("coordinator.col.site")}</th>
            <th scope="col">{t("coordinator.col.source")}</th>
            <th scope="col">{t("coordinator.col.peer")}</th>
            <th scope="col" class="number-cell">
              {t("coordinator.col.count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.items.map((problem) => (
            <tr key={problem.id}>
              <td class="nowrap" title={exactTime(problem.at)}>
                {dateTime(problem.at)}
              </td>
              <td class="nowrap">
                <strong>{word("problem", problem.code)}</strong>
              </td>
              <td>{problem.detail}</td>
              <td>{problem.site === null ? <span class="quiet">{t("coordinator.unknownSite")}</span> : siteName(problem.site)}</td>
              <td>{word("source", problem.source)}</td>
              <td class="nowrap">
                {problem.callingAe !== null && <code>{problem.callingAe}</code>} <span class="quiet">{problem.peer}</span>
              </td>
              <td class="number-cell" data-prefix="×">
                {problem.count}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
