import { ArrowLeftRight, FileText, Link2, Link2Off } from "lucide";
import { useSignal } from "@preact/signals";
import { Dialog, Icon } from "../../../shared/ui";
import type { SeriesItem } from "../../../api";
import { frameCount } from "../../core/manifest";
import { t, wordOf } from "../../i18n";
import { masks } from "../../masks/lazy";
import { PriorStudy } from "../../room/priorStudy";
import type { ReadingRoom } from "../../room/room";
import type { SideCell } from "../../room/sideCell";
import { Picture } from "../Cell";
import { keyHint } from "../KeyMap";
import { seriesName } from "../label";
import { Loupe } from "../Loupe";
import { ArrowText } from "../measure/ArrowText";
import { Drawings } from "../measure/Drawings";
import { Overlay } from "../Overlay";
import { SectionsText } from "../SectionsText";
import { earlierText, priorName } from "./interval";
import { ReferenceLines } from "./ReferenceLines";

/** A cell beside the first: a line that says what it is, the picture below. A prior wears a frame and its word. */
export function SideView({ room, cell }: { room: ReadingRoom; cell: SideCell }) {
  const source = cell.source.value;
  const prior = source?.prior ?? null;
  const item = cell.item.value;
  return (
    <section
      class={prior ? "rr-cell rr-plane rr-side rr-prior" : "rr-cell rr-plane rr-side"}
      data-cell={`side-${cell.id}`}
      data-prior={prior?.study}
      aria-label={prior ? `${t("prior.word")} · ${earlierText(prior)}` : t("hanging.beside")}
    >
      <div class="rr-plane-bar rr-side-bar">
        {prior && (
          <span class="rr-prior-mark">
            <strong>{t("prior.word")}</strong>
            <span>{earlierText(prior)}</span>
          </span>
        )}
        <SeriesChoice room={room} cell={cell} />
        <Linked room={room} cell={cell} />
        {prior && source instanceof PriorStudy && <PriorReport source={source} />}
        {!prior && item && (
          <button
            type="button"
            class="rr-tool rr-icon"
            aria-label={t("hanging.swap")}
            title={t("hanging.swap")}
            onClick={() => {
              room.hung.swap(cell);
            }}
          >
            <Icon of={ArrowLeftRight} />
          </button>
        )}
      </div>
      <div class="rr-plane-picture">
        <Picture room={room} target={cell} id={`rr-side-${cell.id}`} label={describeSide(cell)} only2d />
        {!prior && masks.value && <masks.value.parts.MaskLayer room={room} target={cell} desk={masks.value.desk} />}
        <ReferenceLines target={cell} others={[room]} />
        {!prior && <Drawings room={room} target={cell} />}
        {!prior && <ArrowText room={room} target={cell} />}
        {item && <Overlay room={room} target={cell} of={item} />}
        <Loupe target={cell} />
        <Message cell={cell} />
      </div>
    </section>
  );
}

/** Any series of the study and of the priors that hang. */
function SeriesChoice({ room, cell }: { room: ReadingRoom; cell: SideCell }) {
  const source = cell.source.value;
  const series = (source?.opening.value?.series ?? []).filter((one) => one.viewable);
  if (!source || series.length === 0) return <span class="rr-side-name" />;
  return (
    <select
      name={`series-${cell.id}`}
      aria-label={t("read.series")}
      value={cell.series.value ?? ""}
      onChange={(event) => {
        room.hung.choose(cell, source, event.currentTarget.value);
      }}
    >
      {series.map((one) => (
        <option key={one.series} value={one.series}>
          {optionText(one)}
        </option>
      ))}
    </select>
  );
}

const optionText = (item: SeriesItem): string => `${item.number === null ? "" : `#${String(item.number)} `}${seriesName(item)}`;

/** How this cell goes along; a press links all, or lets them go. */
function Linked({ room, cell }: { room: ReadingRoom; cell: SideCell }) {
  const kind = room.hung.linkOf(cell);
  return (
    <button
      type="button"
      class="rr-link-mark"
      data-link={kind}
      aria-pressed={room.hung.linked.value}
      title={`${t("hanging.link")}${keyHint(room, "link")}: ${t(`hanging.link.${kind}Why`)}`}
      onClick={() => {
        room.hung.toggleLink();
      }}
    >
      <Icon of={kind === "none" ? Link2Off : Link2} />
      <span>{t(`hanging.link.${kind}`)}</span>
    </button>
  );
}

/** What was said then, without leaving the case. */
function PriorReport({ source }: { source: PriorStudy }) {
  const open = useSignal(false);
  const versions = source.opening.value?.report.versions ?? [];
  if (versions.length === 0) return null;
  return (
    <>
      <button
        type="button"
        class="rr-tool rr-icon"
        aria-label={t("prior.report")}
        title={t("prior.report")}
        onClick={() => {
          open.value = true;
        }}
      >
        <Icon of={FileText} />
      </button>
      {open.value && (
        <Dialog
          title={`${t("prior.word")} · ${priorName(source.prior)} · ${earlierText(source.prior)}`}
          wide
          onClose={() => {
            open.value = false;
          }}
        >
          {versions.map((version) =>
            version.kind === "addendum" ? (
              <p key={version.number} class="rr-addendum-text" lang={version.language}>
                {version.text}
              </p>
            ) : (
              <div key={version.number} lang={version.language}>
                <SectionsText sections={version.sections} />
              </div>
            ),
          )}
        </Dialog>
      )}
    </>
  );
}

function describeSide(cell: SideCell): string {
  const [manifest, view, item, prior] = [cell.manifest.value, cell.view.value, cell.item.value, cell.source.value?.prior ?? null];
  const name = item ? seriesName(item) : "";
  const what = prior ? `${t("prior.word")}, ${earlierText(prior)}, ${name}` : name;
  return manifest && view ? t("planes.label", { plane: what, n: view.index + 1, count: frameCount(manifest) }) : what;
}

function Message({ cell }: { cell: SideCell }) {
  const source = cell.source.value;
  if (cell.frame.value || !source) return null;
  const [opening, manifest, view] = [source.opening.value, cell.manifest.value, cell.view.value];
  const problem = source instanceof PriorStudy ? source.problem.value : null;
  const reason = manifest && view ? source.frames.fault(manifest, view.index) : null;
  const text =
    problem !== null
      ? wordOf("read.problem", problem, "read.problem.other")
      : reason
        ? wordOf("read.fault", reason, "read.fault.refused")
        : opening && cell.series.value === null
          ? t("prior.noSeries")
          : t("prior.loading");
  const retry = (): void => {
    if (reason && manifest && view) source.frames.retry(manifest, view.index);
    else if (source instanceof PriorStudy) void source.retry();
  };
  return (
    <div class="rr-message">
      <strong>{text}</strong>
      {(problem !== null || reason) && (
        <button type="button" class="rr-button" onClick={retry}>
          {t("read.retry")}
        </button>
      )}
    </div>
  );
}
