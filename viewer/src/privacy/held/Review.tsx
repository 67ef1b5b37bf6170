import { ChevronLeft, ChevronRight, Keyboard, Trash2, Undo2 } from "lucide";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { api, type Box, type HeldDetail } from "../../api";
import { errorText } from "../../shared/errors";
import { t, tn, word } from "../../shared/i18n";
import { useLoad } from "../../shared/load";
import { navigate } from "../../shared/route";
import { exactTime, shortTime } from "../../shared/time";
import { siteName } from "../../shared/words";
import { Dialog, Empty, Failure, Field, FormDialog, Icon, Skeleton, textOf, toast } from "../../shared/ui";
import { covers, everyFrame, fit, remove, replace } from "./boxes";
import { Picture } from "./Picture";
import { useReview } from "./useReview";
import { Verdict } from "./Verdict";

type Ask = "release" | "reject" | "rule" | "keys" | null;

/** The frame as it would be released: the server blanks it, so what is seen is what is stored. */
function Released({ held, frame, whole, boxes }: { held: HeldDetail; frame: number; whole: boolean; boxes: readonly Box[] }) {
  const [url, setUrl] = useState<string | null>(null);
  const key = JSON.stringify(boxes.filter((box) => covers(box, frame)));
  useEffect(() => {
    const stop = new AbortController();
    let made: string | null = null;
    const timer = setTimeout(() => {
      api.heldReleased(held.item.id, frame, whole, boxes, stop.signal).then(
        (blob) => {
          made = URL.createObjectURL(blob);
          setUrl(made);
        },
        () => {
          if (!stop.signal.aborted) setUrl(null);
        },
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [held.item.id, frame, whole, key]);
  return (
    <div class="held-picture darkroom" style={{ aspectRatio: `${String(held.columns ?? 1)} / ${String(held.rows ?? 1)}` }}>
      {url === null ? <p class="held-broken">{t("held.rendering")}</p> : <img src={url} alt={t("held.released")} draggable={false} />}
    </div>
  );
}

const keys = ["n", "arrows", "shift", "alt", "delete", "tab", "undo", "page", "all", "release", "reject", "help"] as const;

function Body({ held, onDone }: { held: HeldDetail; onDone: () => void }) {
  const { boxes, look, problem, setProblem, canUndo, settled, edit, undo } = useReview(held);
  const [frame, setFrame] = useState(0);
  const [all, setAll] = useState(true);
  const [whole, setWhole] = useState(true);
  const [chosen, setChosen] = useState<number | null>(null);
  const [ask, setAsk] = useState<Ask>(null);
  const [busy, setBusy] = useState(false);
  const { item } = held;
  const [columns, rows] = [held.columns ?? 1, held.rows ?? 1];
  const pictured = item.frames > 0;
  const target = all ? everyFrame : frame;
  const ready = held.canRelease && look?.clean === true && !busy;

  const next = (): void => {
    const to = held.next ?? held.previous;
    navigate(to === null ? "/privacy/held" : `/privacy/held/${to}`);
    onDone();
  };
  const decide = async (what: "released" | "rejected", act: (version: number) => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await act(await settled());
      toast({ text: t(`held.done.${what}`) });
      next();
    } catch (error) {
      setProblem(errorText(error));
      setAsk(null);
    } finally {
      setBusy(false);
    }
  };
  const add = (box: Box): void => {
    edit([...boxes, box]);
    setChosen(boxes.length);
  };
  const drop = (): void => {
    if (chosen === null) return;
    edit(remove(boxes, chosen));
    setChosen(null);
  };

  // Before the next key, not after the next picture: two keys within one frame are two steps.
  useLayoutEffect(() => {
    if (ask !== null || !pictured) return;
    const press = (event: KeyboardEvent): void => {
      const at = event.target;
      if (at instanceof HTMLElement && at.closest("input, textarea, select, dialog") !== null) return;
      const box = chosen === null ? undefined : boxes[chosen];
      const step = event.shiftKey ? 10 : 1;
      const shift: Record<string, [number, number]> = {
        ArrowLeft: [-step, 0],
        ArrowRight: [step, 0],
        ArrowUp: [0, -step],
        ArrowDown: [0, step],
      };
      const by = shift[event.key];
      if (by && box && chosen !== null) {
        const moved = event.altKey
          ? { ...box, width: box.width + by[0], height: box.height + by[1] }
          : { ...box, x: box.x + by[0], y: box.y + by[1] };
        edit(replace(boxes, chosen, fit({ ...moved, why: "person" }, columns, rows)));
      } else if (event.key === "n" && !event.ctrlKey)
        add(
          fit({ frame: target, x: columns * 0.4, y: rows * 0.4, width: columns * 0.2, height: rows * 0.1, why: "person" }, columns, rows),
        );
      else if (event.key === "b" && boxes.length > 0) setChosen(((chosen ?? -1) + 1) % boxes.length);
      else if (event.key === "Delete" || event.key === "Backspace") drop();
      else if (event.key === "z" && canUndo) undo();
      else if (event.key === "a") setAll(!all);
      else if (event.key === "PageDown") setFrame(Math.min(item.frames - 1, frame + 1));
      else if (event.key === "PageUp") setFrame(Math.max(0, frame - 1));
      else if (event.key === "r" && ready) setAsk("release");
      else if (event.key === "x") setAsk("reject");
      else if (event.key === "?") setAsk("keys");
      else if (event.key === "Escape") setChosen(null);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
    };
  });

  return (
    <div class="held-review">
      <div class="held-facts">
        <span>
          <strong>{item.reasons.map((reason) => word("reason", reason)).join(", ")}</strong>
        </span>
        <span>
          {item.modality} · {item.class}
        </span>
        <span>
          {item.device} · {siteName(item.site)}
        </span>
        <span title={exactTime(item.heldAt)}>{t("held.since", { at: shortTime(item.heldAt) })}</span>
      </div>
      {pictured ? (
        <>
          <div class="held-tools">
            <div class="held-frames">
              <button
                type="button"
                class="button-icon"
                aria-label={t("held.frameBefore")}
                disabled={frame === 0}
                onClick={() => {
                  setFrame(frame - 1);
                }}
              >
                <Icon of={ChevronLeft} size={20} />
              </button>
              <span>{t("held.frame", { n: frame + 1, of: item.frames })}</span>
              <button
                type="button"
                class="button-icon"
                aria-label={t("held.frameAfter")}
                disabled={frame + 1 >= item.frames}
                onClick={() => {
                  setFrame(frame + 1);
                }}
              >
                <Icon of={ChevronRight} size={20} />
              </button>
            </div>
            <label class="held-check">
              <input
                type="checkbox"
                checked={all}
                onChange={() => {
                  setAll(!all);
                }}
              />{" "}
              {t("held.all")}
            </label>
            <label class="held-check">
              <input
                type="checkbox"
                checked={whole}
                onChange={() => {
                  setWhole(!whole);
                }}
              />{" "}
              {t("held.whole")}
            </label>
            <span class="held-space" />
            <button type="button" class="button" disabled={!canUndo} title="Z" onClick={undo}>
              <Icon of={Undo2} /> {t("action.undo")}
            </button>
            <button type="button" class="button" disabled={chosen === null} title="Delete" onClick={drop}>
              <Icon of={Trash2} /> {t("held.delete")}
            </button>
            <button
              type="button"
              class="button-icon"
              aria-label={t("held.keys")}
              title="?"
              onClick={() => {
                setAsk("keys");
              }}
            >
              <Icon of={Keyboard} size={20} />
            </button>
          </div>
          <div class="held-pair">
            <figure>
              <figcaption>{t("held.original")}</figcaption>
              <Picture
                src={api.heldOriginalUrl(item.id, frame, whole)}
                label={t("held.original")}
                columns={columns}
                rows={rows}
                frame={frame}
                boxes={boxes}
                chosen={chosen}
                target={target}
                onChoose={setChosen}
                onDraw={add}
                onMove={(index, box, first) => {
                  edit(replace(boxes, index, box), first);
                }}
              />
            </figure>
            <figure>
              <figcaption>{t("held.released")}</figcaption>
              <Released held={held} frame={frame} whole={whole} boxes={boxes} />
            </figure>
          </div>
          <ul class="held-boxes" aria-label={t("held.boxes")}>
            {boxes.map((box, index) => (
              <li key={String(index)}>
                <button
                  type="button"
                  class="held-chip"
                  aria-pressed={index === chosen}
                  onClick={() => {
                    setChosen(index);
                  }}
                >
                  {box.frame === everyFrame ? t("held.everyFrame") : t("held.onFrame", { n: box.frame + 1 })} · {box.x}, {box.y} ·{" "}
                  {box.width} × {box.height}
                  <span class="quiet"> {word("held.why", box.why)}</span>
                </button>
              </li>
            ))}
            {boxes.length === 0 && <li class="quiet">{t("held.noBoxes")}</li>}
          </ul>
        </>
      ) : (
        <p class="quiet">{t("held.noFrames")}</p>
      )}
      <Verdict
        look={look}
        onAdd={(found) => {
          edit([...boxes, ...found]);
        }}
      />
      {held.findings.length > 0 && (
        <details class="held-findings">
          <summary>{tn("held.findings", held.findings.length)}</summary>
          <ul>
            {held.findings.map((finding) => (
              <li key={`${finding.code}${finding.at}`}>
                {word("reason", finding.code)} <code>{finding.at}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {problem !== null && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="held-actions">
        <button
          type="button"
          class="button"
          title="X"
          onClick={() => {
            setAsk("reject");
          }}
        >
          {t("held.reject")}
        </button>
        {pictured && (
          <button
            type="button"
            class="button"
            disabled={boxes.length === 0 || look?.clean !== true}
            onClick={() => {
              setAsk("rule");
            }}
          >
            {t("held.rule")}
          </button>
        )}
        <button
          type="button"
          class="button button-primary"
          disabled={!ready}
          title="R"
          onClick={() => {
            setAsk("release");
          }}
        >
          {t("held.release")}
        </button>
      </div>
      {ask === "release" && (
        <Dialog
          title={t("held.releaseTitle")}
          onClose={() => {
            setAsk(null);
          }}
          actions={
            <>
              <button
                type="button"
                class="button"
                onClick={() => {
                  setAsk(null);
                }}
              >
                {t("action.cancel")}
              </button>
              <button
                type="button"
                class="button button-primary"
                autofocus
                disabled={busy}
                onClick={() => void decide("released", (version) => api.releaseHeld(item.id, version, boxes))}
              >
                {t("held.release")}
              </button>
            </>
          }
        >
          <p>{tn("held.releaseText", boxes.length)}</p>
          <p class="quiet">{t("held.releaseHint")}</p>
        </Dialog>
      )}
      {ask === "reject" && (
        <FormDialog
          title={t("held.rejectTitle")}
          submit={t("held.reject")}
          onClose={() => {
            setAsk(null);
          }}
          onSubmit={async (form) => {
            await decide("rejected", (version) => api.rejectHeld(item.id, version, textOf(form, "reason")));
          }}
        >
          <p>{t("held.rejectText")}</p>
          <Field name="reason" label={t("held.reason")} maxLength={500} first />
        </FormDialog>
      )}
      {ask === "rule" && (
        <FormDialog
          title={t("held.ruleTitle")}
          submit={t("held.rule")}
          onClose={() => {
            setAsk(null);
          }}
          onSubmit={async () => {
            await api.makeRule(item.id, boxes);
            setAsk(null);
            toast({ text: t("held.done.rule") });
          }}
        >
          <p>{tn("held.ruleText", boxes.length)}</p>
        </FormDialog>
      )}
      {ask === "keys" && (
        <Dialog
          title={t("held.keys")}
          onClose={() => {
            setAsk(null);
          }}
        >
          <dl class="held-keys">
            {keys.map((key) => (
              <div key={key}>
                <dt>
                  <kbd>{t(`held.key.${key}`)}</kbd>
                </dt>
                <dd>{t(`held.does.${key}`)}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </div>
  );
}

export function HeldReview({ id }: { id: string }) {
  const { data, error, reload } = useLoad((signal) => api.heldOne(id, signal), [id]);
  if (error !== null) return <Failure error={error} onRetry={reload} />;
  if (data?.item.id !== id) return <Skeleton rows={8} height={40} />;
  if (data.item.state !== "held")
    return (
      <Empty
        title={word("held.state", data.item.state)}
        hint={data.decidedBy === null ? "" : t("held.decidedBy", { name: data.decidedBy })}
      />
    );
  return <Body key={`${id}${String(data.version)}`} held={data} onDone={reload} />;
}
