import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, type Worklist, type WorklistItem, type WorklistTab } from "../api";
import { tn } from "../shared/i18n";
import { useLive, useLoad, type Loaded } from "../shared/load";
import { toast } from "../shared/ui";
import { inOrder, keepCursor, matches } from "./order";

export interface Filter {
  tab: WorklistTab;
  specialty: string;
  mine: boolean;
  query: string;
}

interface State {
  loaded: Loaded<Worklist> & { stale: boolean };
  items: WorklistItem[];
  cursor: string | null;
  setCursor: (study: string | null) => void;
  /** Studies that came in while we looked: they slide in once. */
  fresh: ReadonlySet<string>;
}

/** The list, live: it fetches again when the server says so, and the cursor stays on its study. */
export function useWorklist(filter: Filter): State {
  const { tab, specialty, mine, query } = filter;
  const loaded = useLoad(async (signal) => ({ list: await api.worklist(tab, specialty, mine, signal), tab }), [tab, specialty, mine]);
  useLive(loaded.reload);
  const current = loaded.data?.tab === tab ? loaded.data.list : null;
  const items = useMemo(() => (current ? inOrder(current.items, tab).filter((item) => matches(item, query)) : []), [current, tab, query]);

  const [cursor, setCursor] = useState<string | null>(null);
  const order = useRef<string[]>([]);
  const ids = items.map((item) => item.study);
  const kept = keepCursor(order.current, ids, cursor);
  useEffect(() => {
    order.current = ids;
    if (current !== null && kept !== cursor) setCursor(kept);
  }, [ids.join(), kept, cursor, current]);

  const seen = useRef<{ key: string; ids: Set<string> } | null>(null);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (current === null) return;
    const key = `${tab} ${specialty} ${String(mine)}`;
    const before = seen.current?.key === key ? seen.current.ids : null;
    const added = before === null ? [] : current.items.filter((item) => !before.has(item.study));
    seen.current = { key, ids: new Set(current.items.map((item) => item.study)) };
    setFresh(new Set(added.map((item) => item.study)));
    const emergencies = tab === "unread" ? added.filter((item) => item.emergency).length : 0;
    if (emergencies > 0) toast({ text: tn("worklist.arrived", emergencies) });
  }, [current]);

  return { loaded: { ...loaded, data: loaded.data?.list ?? null, stale: current === null }, items, cursor: kept, setCursor, fresh };
}
