import { Copy, Download, FileUp, Plus } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { ours, type Fault } from "../read/core/hanging";
import { Link } from "../shared/route";
import { Empty, Icon, toast } from "../shared/ui";
import { CopyDialog } from "./CopyDialog";
import { idOf } from "./ids";
import { t, tn } from "./i18n";
import { problemText } from "./problem";
import { Row } from "./Row";
import { download, takeIn } from "./transfer";
import { faultText, placeOf } from "./words";

interface Props {
  title: string;
  whose: "own" | "site";
  base: string;
  items: readonly unknown[];
  /** Shows and saves what `step` makes of the list as it is then. */
  onChange: (step: (items: readonly unknown[]) => readonly unknown[]) => Promise<void>;
}

/** The protocols in their order; each change is saved at once. */
export function List({ title, whose, base, items, onChange }: Props) {
  const [copying, setCopying] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [refused, setRefused] = useState<{ file: string; faults: readonly Fault[] } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const file = useRef<HTMLInputElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const put = async (step: (items: readonly unknown[]) => readonly unknown[], done?: () => void): Promise<void> => {
    setProblem(null);
    try {
      await onChange(step);
      done?.();
    } catch (error) {
      setProblem(problemText(error));
    }
  };
  const focus = (row: number, what: string): void => {
    requestAnimationFrame(() => (rows.current?.children[row]?.querySelector<HTMLElement>(what) ?? heading.current)?.focus());
  };
  const move = (from: number, by: number): void => {
    void put((all) => all.map((one, i) => (i === from ? all[from + by] : i === from + by ? all[from] : one)));
    focus(from + by, `[data-move="${String(by)}"]`);
  };
  const remove = (item: unknown, at: number): void => {
    void put(
      (all) => all.filter((_, i) => i !== at),
      () => {
        toast({
          text: t("protocols.deleted", { id: idOf(item) }),
          undo: () => void put((all) => [...all.slice(0, at), item, ...all.slice(at)]),
        });
      },
    );
    focus(Math.min(at, items.length - 2), "[data-delete]");
  };
  const take = async (from: globalThis.File): Promise<void> => {
    setRefused(null);
    const taken = takeIn(await from.text(), items.map(idOf));
    if ("faults" in taken) setRefused({ file: from.name, faults: taken.faults });
    else
      await put(
        (all) => [...all, ...taken.protocols],
        () => {
          toast({ text: tn("protocols.imported", taken.protocols.length) });
        },
      );
  };
  return (
    <>
      <header class="page-head pr-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <Link class="button button-primary page-action" href={`${base}/new`}>
          <Icon of={Plus} />
          {t("protocols.new")}
        </Link>
      </header>
      <p class="quiet pr-lead">{t(`protocols.lead.${whose}`)}</p>
      <div class="pr-bar">
        <button
          type="button"
          class="button"
          onClick={() => {
            setCopying(true);
          }}
        >
          <Icon of={Copy} />
          {t("protocols.copyOurs")}
        </button>
        <button type="button" class="button" onClick={() => file.current?.click()}>
          <Icon of={FileUp} />
          {t("protocols.import")}
        </button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={({ currentTarget }) => {
            const from = currentTarget.files?.[0];
            if (from) void take(from);
            currentTarget.value = "";
          }}
        />
        {items.length > 0 && (
          <button
            type="button"
            class="button"
            onClick={() => {
              download("hanging-protocols", items);
            }}
          >
            <Icon of={Download} />
            {t("protocols.export")}
          </button>
        )}
      </div>
      {problem !== null && (
        <p class="pr-fault" role="alert">
          {t("protocols.notSaved")} {problem}
        </p>
      )}
      {refused && (
        <div class="pr-faults" role="alert">
          <strong>{t("protocols.refusedFile", { file: refused.file })}</strong>
          <ul>
            {refused.faults.slice(0, 8).map((fault, i) => (
              <li key={i}>{[placeOf(fault.at), faultText(fault)].filter(Boolean).join(": ")}</li>
            ))}
          </ul>
        </div>
      )}
      {items.length === 0 ? (
        <Empty title={t(`protocols.empty.${whose}`)} hint={t(`protocols.emptyHint.${whose}`, { n: ours.length })} />
      ) : (
        <ol class="pr-rows" ref={rows}>
          {items.map((item, i) => (
            <Row
              key={i}
              item={item}
              index={i}
              count={items.length}
              base={base}
              onMove={(by) => {
                move(i, by);
              }}
              onDelete={() => {
                remove(item, i);
              }}
            />
          ))}
        </ol>
      )}
      {copying && (
        <CopyDialog
          base={base}
          onClose={() => {
            setCopying(false);
          }}
        />
      )}
    </>
  );
}
