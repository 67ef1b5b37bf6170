import { BookOpen, CircleCheck, ListChecks, Search, X } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { WorklistItem, WorklistTab } from "../api";
import { Frame } from "../frame";
import { me } from "../session";
import { t, tn, word } from "../shared/i18n";
import { useMedia } from "../shared/media";
import { path } from "../shared/route";
import { Empty, Failure, Icon, Skeleton } from "../shared/ui";
import { release, startReading } from "./actions";
import { Cards } from "./Cards";
import { Panel } from "./Panel";
import { Table } from "./Table";
import { useWorklist } from "./useWorklist";
import "./worklist.css";

const tabOf = (at: string): WorklistTab => (at === "/worklist/reading" ? "reading" : at === "/worklist/done" ? "done" : "unread");
const titles = { unread: "worklist.toRead", reading: "worklist.reading", done: "worklist.done" } as const;
const hints = { unread: "worklist.empty.unreadHint", reading: "worklist.empty.readingHint", done: "worklist.empty.doneHint" } as const;

const keys = [
  ["↑ ↓", "worklist.keys.move"],
  ["Enter", "worklist.keys.open"],
  ["Space", "worklist.keys.panel"],
  ["/", "worklist.keys.search"],
] as const;

export function WorklistPage() {
  const tab = tabOf(path.value);
  const [specialty, setSpecialty] = useState("all");
  const [mine, setMine] = useState(false);
  const [query, setQuery] = useState("");
  const [panel, setPanel] = useState(false);
  const narrow = useMedia("(max-width: 720px)");
  const search = useRef<HTMLInputElement>(null);
  const { loaded, items, cursor, setCursor, fresh } = useWorklist({ tab, specialty, mine, query });
  const { data, error, reload } = loaded;
  const chosen = items.find((item) => item.study === cursor);
  const start = (item: WorklistItem): void => void startReading(item.study, reload);

  const focusRow = (): void => document.querySelector<HTMLElement>("tr[aria-selected='true']")?.focus();

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const busy = event.target instanceof HTMLElement && event.target.closest("input, textarea, select, dialog, button, a, tr") !== null;
      if (event.key === "Escape" && panel) {
        setPanel(false);
        focusRow();
      } else if (event.key === "/" && !(event.target instanceof HTMLInputElement)) {
        event.preventDefault();
        search.current?.focus();
      } else if (!busy && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        focusRow();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, [panel]);

  const nav = [
    { href: "/worklist", icon: ListChecks, label: t("worklist.toRead"), ...(data ? { count: data.counts.unread } : {}) },
    { href: "/worklist/reading", icon: BookOpen, label: t("worklist.reading"), ...(data ? { count: data.counts.reading } : {}) },
    { href: "/worklist/done", icon: CircleCheck, label: t("worklist.done") },
  ];

  const list = narrow ? (
    <Cards items={items} tab={tab} fresh={fresh} onStart={start} />
  ) : (
    <Table
      items={items}
      tab={tab}
      cursor={cursor}
      fresh={fresh}
      onCursor={setCursor}
      onStart={start}
      onPanel={() => {
        setPanel(!panel);
      }}
    />
  );
  const loading = data === null || (loaded.stale && items.length === 0);
  const empty =
    query === "" ? (
      <Empty title={t(`worklist.empty.${tab}`)} hint={t(hints[tab])} />
    ) : (
      <Empty title={t("worklist.noMatch", { query })}>
        <button
          type="button"
          class="button"
          onClick={() => {
            setQuery("");
          }}
        >
          {t("action.clear")}
        </button>
      </Empty>
    );

  return (
    <Frame title={t(titles[tab])} nav={nav}>
      <div class="worklist">
        <header class="page-head">
          <h1>{t(titles[tab])}</h1>
          {!loading && <span class="page-count">{tn("study.count", items.length)}</span>}
          <label class="search">
            <Icon of={Search} />
            <input
              ref={search}
              type="search"
              value={query}
              placeholder={t("worklist.search")}
              aria-label={t("worklist.search")}
              onInput={(event) => {
                setQuery(event.currentTarget.value);
              }}
              onKeyDown={(event) => {
                if (event.key === "ArrowDown" || event.key === "Enter") {
                  event.preventDefault();
                  focusRow();
                } else if (event.key === "Escape" && query !== "") {
                  event.stopPropagation();
                  setQuery("");
                }
              }}
            />
            {query !== "" && (
              <button
                type="button"
                class="search-clear"
                aria-label={t("action.clear")}
                onClick={() => {
                  setQuery("");
                  search.current?.focus();
                }}
              >
                <Icon of={X} />
              </button>
            )}
          </label>
        </header>
        <div class="chips" role="group" aria-label={t("worklist.specialties")}>
          <Chip
            label={t("worklist.all")}
            on={specialty === "all"}
            onClick={() => {
              setSpecialty("all");
            }}
            {...(data && tab === "unread" ? { count: data.counts.unread } : {})}
          />
          {data?.specialties.map((one) => (
            <Chip
              key={one.id}
              label={word("specialty", one.id)}
              {...(tab === "unread" ? { count: one.unread } : {})}
              on={specialty === one.id}
              onClick={() => {
                setSpecialty(one.id);
              }}
            />
          ))}
          {(me.value?.specialties.length ?? 0) > 0 && (
            <label class="switch">
              <input
                type="checkbox"
                role="switch"
                checked={mine}
                onChange={(event) => {
                  setMine(event.currentTarget.checked);
                }}
              />
              {t("worklist.mine")}
            </label>
          )}
        </div>
        {error !== null && <Failure error={error} onRetry={reload} />}
        <div class="worklist-body">
          <div class="worklist-list">
            {loading ? error === null && <Skeleton rows={9} height={20} /> : items.length === 0 ? empty : list}
            {!narrow && items.length > 0 && (
              <footer class="key-hints" aria-hidden="true">
                {keys.map(([key, what]) => (
                  <span key={key}>
                    <kbd>{key}</kbd> {t(what)}
                  </span>
                ))}
              </footer>
            )}
          </div>
          {panel && !narrow && chosen && (
            <Panel
              item={chosen}
              onStart={start}
              onRelease={(item) => void release(item.study, reload)}
              onClose={() => {
                setPanel(false);
                focusRow();
              }}
            />
          )}
        </div>
      </div>
    </Frame>
  );
}

interface ChipProps {
  label: string;
  count?: number;
  on: boolean;
  onClick: () => void;
}

const Chip = ({ label, count, on, onClick }: ChipProps) => (
  <button type="button" class="chip" aria-pressed={on} onClick={onClick}>
    {label}
    {count !== undefined && <span class="chip-count">{count}</span>}
  </button>
);
