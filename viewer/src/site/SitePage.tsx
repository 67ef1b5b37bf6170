import { Search } from "lucide";
import { useState } from "preact/hooks";
import { api, type SiteStudy } from "../api";
import { Frame } from "../frame";
import { me } from "../session";
import { t } from "../shared/i18n";
import { useLive, useLoad } from "../shared/load";
import { path } from "../shared/route";
import { studyName } from "../shared/words";
import { Empty, Failure, Icon, Skeleton } from "../shared/ui";
import { siteNav } from "./nav";
import { OrdersPage } from "./OrdersPage";
import { inOrder, patientName, stageOf, type Stage } from "./steps";
import { StudyCard } from "./StudyCard";
import "./site.css";

const filters = ["all", "ready", "open", "done"] as const;

function matches(study: SiteStudy, query: string): boolean {
  const text = [study.patient.name, patientName(study.patient.name), study.patient.id, study.accession, studyName(study), study.description]
    .join(" ")
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function SitePage() {
  return path.value === "/site/orders" ? <OrdersPage /> : <StudiesPage />;
}

function StudiesPage() {
  const { data, error, reload } = useLoad((signal) => api.siteStudies(signal), []);
  useLive(reload);
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<Stage | "all">("all");
  const all = data?.items ?? [];
  const shown = inOrder(all).filter((study) => (filter === "all" || stageOf(study) === filter) && matches(study, query));
  const count = (one: Stage | "all"): number => (one === "all" ? all.length : all.filter((study) => stageOf(study) === one).length);
  const sites = me.value?.sites.map((site) => site.name).join(", ") ?? "";

  return (
    <Frame title={t("site.title")} nav={siteNav({ ready: count("ready") })}>
      <div class="site-page">
        <header class="page-head">
          <div>
            <h1>{t("site.title")}</h1>
            <p class="quiet">{sites}</p>
          </div>
          <label class="search">
            <Icon of={Search} />
            <input
              type="search"
              value={query}
              placeholder={t("site.search")}
              aria-label={t("site.search")}
              onInput={(event) => {
                setQuery(event.currentTarget.value);
              }}
            />
          </label>
        </header>
        <div class="chips" role="group" aria-label={t("site.filter")}>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              class="chip"
              aria-pressed={filter === one}
              onClick={() => {
                setFilter(one);
              }}
            >
              {t(`site.filter.${one}`)}
              <span class="chip-count">{count(one)}</span>
            </button>
          ))}
        </div>
        {error !== null && <Failure error={error} onRetry={reload} />}
        {data === null ? (
          error === null && <Skeleton rows={6} height={48} />
        ) : shown.length > 0 ? (
          <ul class="site-cards">
            {shown.map((study) => (
              <StudyCard key={study.study} study={study} onChanged={reload} />
            ))}
          </ul>
        ) : all.length === 0 ? (
          <Empty title={t("site.empty")} hint={t("site.emptyHint")} />
        ) : (
          <Empty title={t("site.noMatch")} />
        )}
      </div>
    </Frame>
  );
}
