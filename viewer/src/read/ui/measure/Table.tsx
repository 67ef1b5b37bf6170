import { useSignal } from "@preact/signals";
import { FileDown, Pencil, TextCursorInput, Trash2, type IconNode } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { api } from "../../../api";
import { Icon } from "../../../shared/ui";
import { indexOf } from "../../core/measure";
import { t, wordOf } from "../../i18n";
import type { Kept } from "../../room/measurements";
import type { ReadingRoom } from "../../room/room";
import { deleteMeasurement, goToMeasurement, insertSentence } from "../deeds";
import { ForeignList } from "./ForeignList";
import { KeyImageList } from "./KeyImageList";
import { measureIcons } from "./Tools";
import { kindWord, valueLines } from "./words";

/** The text form of the drawings: go there, put it into the report, name it, delete it. */
export function MeasurementsPane({ room }: { room: ReadingRoom }) {
  const { list } = room.measurements;
  const may = room.mayKeep.value;
  return (
    <div class="rr-measurements">
      {!may && <p class="rr-notice">{t("measure.notKept")}</p>}
      {list.value.length === 0 ? (
        <p class="rr-empty rr-measure-empty">{t("measure.none")}</p>
      ) : (
        <table class="rr-table">
          <caption class="rr-heard">{t("measure.list")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("measure.what")}</th>
              <th scope="col">{t("measure.value")}</th>
              <th scope="col">{t("measure.image")}</th>
              <th scope="col">
                <span class="rr-heard">{t("measure.deeds")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.value.map((kept) => (
              <Row key={kept.id} room={room} kept={kept} />
            ))}
          </tbody>
        </table>
      )}
      <KeyImageList room={room} />
      <ForeignList room={room} />
      {list.value.some((kept) => kept.unsaved === null) && (
        <p class="rr-measure-foot">
          <a class="rr-button rr-quiet" href={api.measurementsDicomUrl(room.study)} download>
            <Icon of={FileDown} />
            {t("measure.dicom")}
          </a>
        </p>
      )}
    </div>
  );
}

function Row({ room, kept }: { room: ReadingRoom; kept: Kept }) {
  const naming = useSignal(false);
  const { measurements } = room;
  const selected = measurements.selected.value === kept.id;
  const manifest = room.manifests.value.get(kept.series);
  const index = manifest ? indexOf(manifest, kept.instance, kept.frame) : -1;
  const number = room.opening.value?.series.find((one) => one.series === kept.series)?.number;
  const name = kept.label === "" ? kindWord(kept.kind) : kept.label;
  const go = (): void => {
    goToMeasurement(room, kept);
  };
  return (
    <tr
      aria-selected={selected}
      class={selected ? "rr-row-selected" : undefined}
      data-id={kept.id}
      onDblClick={(event) => {
        if (event.target instanceof Element && event.target.closest(".rr-row-deeds, input") === null) insertSentence(room, kept);
      }}
    >
      <td>
        {naming.value ? (
          <NameBox
            name={kept.label}
            done={(label) => {
              naming.value = false;
              if (label !== null) room.rename(kept.id, label);
            }}
          />
        ) : (
          <button
            type="button"
            class="rr-row-name"
            aria-label={t("measure.goTo", { name })}
            title={t("measure.goTo", { name })}
            onClick={go}
          >
            <Icon of={measureIcons[kept.kind]} />
            <span>{name}</span>
          </button>
        )}
        {kept.unsaved !== null && kept.unsaved !== "saving" && (
          <span class="rr-unsaved" title={wordOf("measure.unsaved", kept.unsaved, "measure.unsaved.other")}>
            {t("report.state.refused")}
          </span>
        )}
        {kept.signed && <span class="rr-note">{t("report.kind.final")}</span>}
      </td>
      <td class="rr-row-value">
        {valueLines(kept.kind, kept.figures, kept.spacing).map((line) => (
          <span key={line}>{line.replace(/(^|\s)-(?=\d)/g, "$1−")}</span>
        ))}
      </td>
      <td class="rr-row-place">
        {number ?? "–"}/{index < 0 ? "–" : (manifest?.frames.instanceNumber[index] ?? index + 1)}
      </td>
      <td class="rr-row-deeds">
        <Deed
          icon={TextCursorInput}
          word={t("measure.insert", { name })}
          press={() => {
            insertSentence(room, kept);
          }}
        />
        {!kept.signed && (
          <>
            <Deed
              icon={Pencil}
              word={t("measure.rename", { name })}
              press={() => {
                naming.value = true;
              }}
            />
            <Deed
              icon={Trash2}
              word={t("measure.delete", { name })}
              press={() => {
                deleteMeasurement(room, kept.id);
              }}
            />
          </>
        )}
      </td>
    </tr>
  );
}

export function Deed({ icon, word, press }: { icon: IconNode; word: string; press: () => void }) {
  return (
    <button type="button" class="rr-tool rr-icon" aria-label={word} title={word} onClick={press}>
      <Icon of={icon} />
    </button>
  );
}

/** Enter keeps, Escape does not; leaving keeps. */
export function NameBox({ name, done }: { name: string; done: (label: string | null) => void }) {
  const box = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  // Before the next key: letters belong to the name, not to the tools.
  useLayoutEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  const end = (label: string | null): void => {
    if (over.current) return;
    over.current = true;
    done(label);
  };
  return (
    <input
      ref={box}
      class="rr-name-box"
      name="label"
      aria-label={t("measure.name")}
      maxLength={120}
      defaultValue={name}
      onBlur={() => {
        end(box.current?.value ?? "");
      }}
      onKeyDown={(event) => {
        if (event.isComposing) return;
        if (event.key === "Enter") end(box.current?.value ?? "");
        if (event.key === "Escape") end(null);
        if (event.key === "Enter" || event.key === "Escape") event.stopPropagation();
      }}
    />
  );
}
