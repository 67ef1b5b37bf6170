import { ApiError } from "../api";
import { ours, protocolOf, type Protocol } from "../read/core/hanging";
import { useLoad } from "../shared/load";
import { Failure, Skeleton } from "../shared/ui";
import { Editor } from "./Editor";
import { freeId, idOf } from "./ids";
import { t } from "./i18n";
import { List } from "./List";
import "./protocols.css";
import type { Shelf } from "./shelf";
import { TryOut, type File } from "./TryOut";
import { useShelf } from "./useShelf";
import { emptyWork, workOf } from "./work";

const usable = (items: readonly unknown[]): Protocol[] => items.map(protocolOf).filter((protocol) => protocol !== null);

export interface ProtocolsProps {
  shelf: Shelf;
  /** Path of the list; below it `new`, `new/{one of ours}` and the number of a protocol. */
  base: string;
  /** What stands behind the base. */
  rest: string;
  title: string;
}

/** Hanging protocols of a reader or of a site: the list, one of them, and a try. */
export function Protocols({ shelf, base, rest, title }: ProtocolsProps) {
  const sites = useLoad((signal) => shelf.sites(signal), [shelf.key]);
  const { items, error, reload, change, keep } = useShelf(shelf);
  if (items === null) return error === null ? <Skeleton rows={8} /> : <Failure error={error} onRetry={reload} />;

  const [word = "", copied = ""] = rest.split("/").map(decodeURIComponent);
  const index = /^\d+$/.test(word) ? Number(word) - 1 : -1;
  if (word === "new" || items[index] !== undefined) {
    const isNew = word === "new";
    const edited = items[index];
    const taken = items.filter((_, i) => isNew || i !== index).map(idOf);
    const one = ours.find(({ id }) => id === copied);
    const copy = one && { ...one, id: freeId(one.id, [...taken, ...ours.map(({ id }) => id)]) };
    const start = isNew && !copy ? emptyWork() : workOf(copy ?? edited);
    return (
      <Editor
        key={rest}
        base={base}
        name={`${shelf.key}/${rest}`}
        isNew={isNew}
        start={start}
        taken={taken}
        onSave={(protocol) =>
          keep((all) => {
            if (isNew) return [...all, protocol];
            // It is known by itself: its number may be another's meanwhile, by an undo.
            if (!all.includes(edited)) throw new ApiError(409, "conflict");
            return all.map((item) => (item === edited ? protocol : item));
          })
        }
      />
    );
  }
  const tried = (sites.data ?? []).map((one) => ({ ...one, protocols: usable(one.protocols) }));
  const files: File[] = [
    { of: shelf.whose, protocols: usable(items) },
    { of: "ours", protocols: ours },
  ];
  return (
    <>
      <List title={title} whose={shelf.whose} base={base} items={items} onChange={change} />
      <TryOut files={files} sites={tried} hint={t(`protocols.tryHint.${shelf.whose}`)} />
    </>
  );
}
