import { ArrowLeft } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Protocol } from "../read/core/hanging";
import { Link, navigate } from "../shared/route";
import { Icon, toast } from "../shared/ui";
import { DraftForm } from "./DraftForm";
import { draftOf } from "./draft";
import { t } from "./i18n";
import { LeaveDialog } from "./LeaveDialog";
import { problemText } from "./problem";
import { SaveBar } from "./SaveBar";
import { TextForm } from "./TextForm";
import { download } from "./transfer";
import { keptWork, useUnsaved } from "./useUnsaved";
import { faultsOfWork, pretty, protocolOfWork, type Work } from "./work";

interface Props {
  /** Of the list, to which it goes back. */
  base: string;
  /** Names it in this browser while it is not saved. */
  name: string;
  isNew: boolean;
  start: Work;
  /** Ids of the others of the list. */
  taken: readonly string[];
  onSave: (protocol: Protocol) => Promise<void>;
}

/** One protocol: changed as a form or as text, saved when the reading room would hang it as it says. */
export function Editor({ base, name, isNew, start, ...given }: Props) {
  // As it was when writing began: the list may move under it.
  const [{ taken, onSave }] = useState(given);
  const [first] = useState(start);
  const [kept] = useState(() => keptWork<Work>(name));
  const [work, setWork] = useState(kept ?? first);
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<"writing" | "saving" | "saved">("writing");
  const [problem, setProblem] = useState<string | null>(null);
  const isDirty = state !== "saved" && JSON.stringify(work) !== JSON.stringify(first);
  const unsaved = useUnsaved(name, work, isDirty);
  const faults = faultsOfWork(work, taken);
  const shown = tried && state === "writing" ? faults : [];
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  useEffect(() => {
    if (state === "saved") navigate(base);
  }, [state, base]);

  const change = (next: Work): void => {
    setWork(next);
    setProblem(null);
  };
  /** The protocol, if nothing is wrong with it; else what is wrong is said, and the first such field has the focus. */
  const sound = (): Protocol | null => {
    const protocol = protocolOfWork(work);
    if (protocol && faults.length === 0) return protocol;
    setTried(true);
    requestAnimationFrame(() => {
      const wrong =
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? form.current?.querySelector<HTMLElement>(".pr-faults");
      wrong?.focus();
    });
    return null;
  };
  const save = async (): Promise<void> => {
    const protocol = state === "writing" ? sound() : null;
    if (!protocol) return;
    setState("saving");
    setProblem(null);
    unsaved.keep();
    unsaved.quiet.current = true;
    try {
      await onSave(protocol);
      setState("saved");
      toast({ text: t("protocols.saved", { id: protocol.id }) });
    } catch (error) {
      setState("writing");
      setProblem(problemText(error));
      unsaved.quiet.current = false;
    }
  };
  const isText = work.text !== null;
  return (
    <form
      ref={form}
      class="pr-editor"
      noValidate
      aria-busy={state === "saving"}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        // Enter in a field is not "done".
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
      }}
    >
      <header class="page-head">
        <Link class="button-icon" href={base}>
          <Icon of={ArrowLeft} size={20} label={t("protocols.back")} />
        </Link>
        <h1 ref={heading} tabIndex={-1}>
          {t(isNew ? "protocols.new" : "protocols.change")}
        </h1>
        <div class="segmented pr-end" role="group" aria-label={t("protocols.as")}>
          <button
            type="button"
            aria-pressed={!isText}
            onClick={() => {
              const protocol = isText ? sound() : null;
              if (protocol) change({ draft: draftOf(protocol), text: null });
            }}
          >
            {t("protocols.asForm")}
          </button>
          <button
            type="button"
            aria-pressed={isText}
            onClick={() => {
              if (!isText) change({ ...work, text: pretty(protocolOfWork(work)) });
            }}
          >
            JSON
          </button>
        </div>
      </header>
      {kept !== null && isDirty && (
        <p class="pr-note" role="status">
          {t("protocols.restored")}
        </p>
      )}
      {work.text === null ? (
        <DraftForm
          draft={work.draft}
          faults={shown}
          onChange={(draft) => {
            change({ ...work, draft });
          }}
        />
      ) : (
        <TextForm
          text={work.text}
          invalid={shown.length > 0}
          onChange={(text) => {
            change({ ...work, text });
          }}
          onExport={() => {
            const protocol = sound();
            if (protocol) download(protocol.id, protocol);
          }}
        />
      )}
      <SaveBar
        base={base}
        draft={work.draft}
        faults={shown}
        problem={problem}
        state={state === "saving" ? "saving" : isDirty || isNew ? "unsaved" : "unchanged"}
      />
      {unsaved.leaving !== null && (
        <LeaveDialog
          onStay={unsaved.stay}
          onDiscard={() => {
            unsaved.forget();
            unsaved.leaving?.();
          }}
        />
      )}
    </form>
  );
}
