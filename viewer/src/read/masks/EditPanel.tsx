import { Brush, Eraser, Redo2, Sprout, Undo2 } from "lucide";
import { Icon, toast } from "../../shared/ui";
import { colourOf, kinds, threeDigits, type KindName, type Segment } from "../core/masks";
import { segmentKey, type MaskDesk } from "./desk";
import type { EditTool, MaskEditor } from "./editor";
import { t, whyNotSaved } from "./words";

/** The tools of the segmentation that is edited, its segments, and saving. */
export function EditPanel({ desk, editor }: { desk: MaskDesk; editor: MaskEditor }) {
  void editor.revision.value;
  const state = editor.state.value;
  const save = (isOwn: boolean) => (): void => {
    void desk.save(isOwn).then((kept) => {
      if (kept) toast({ text: t("edit.saved") });
    });
  };
  const isOther = desk.room.series.value !== editor.mask.series;
  return (
    <section class="rr-mask rr-mask-edit" aria-label={t("edit.title")}>
      <div class="rr-mask-controls rr-mask-top">
        <h3>{t("edit.title")}</h3>
        {step(Undo2, t("edit.undo"), "Ctrl+Z", editor.edit.isChanged, () => {
          editor.undo();
        })}
        {step(Redo2, t("edit.redo"), "Ctrl+Y", editor.edit.canRedo, () => {
          editor.redo();
        })}
      </div>
      {isOther ? (
        <p class="rr-mask-note">
          <button
            type="button"
            class="rr-button"
            onClick={() => {
              desk.room.open(editor.mask.series);
            }}
          >
            {t("edit.back")}
          </button>
        </p>
      ) : (
        <Tools editor={editor} />
      )}
      <Segments desk={desk} editor={editor} />
      <Adding editor={editor} />
      <label class="rr-mask-of">
        {t("edit.name")}
        <input
          name="mask-name"
          maxLength={64}
          value={editor.name.value}
          onInput={(event) => {
            editor.name.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="rr-mask-note" role="status">
        {stateText(state)}
      </p>
      <div class="rr-mask-controls">
        <button type="button" class="rr-button rr-primary" disabled={state === "clean" || state === "saving"} onClick={save(false)}>
          {t("edit.save")}
        </button>
        {state === "replaced" && (
          <button type="button" class="rr-button" onClick={save(true)}>
            {t("edit.keepOwn")}
          </button>
        )}
        <button
          type="button"
          class="rr-button rr-quiet"
          disabled={state === "saving"}
          onClick={() => {
            leave(desk);
          }}
        >
          {state === "clean" ? t("edit.end") : t("edit.discard")}
        </button>
      </div>
    </section>
  );
}

function step(icon: typeof Undo2, word: string, key: string, may: boolean, work: () => void) {
  return (
    <button type="button" class="rr-button rr-quiet rr-icon" aria-label={word} title={`${word} (${key})`} disabled={!may} onClick={work}>
      <Icon of={icon} />
    </button>
  );
}

/** Nothing is asked: what was given up can be taken up again. */
function leave(desk: MaskDesk): void {
  const editor = desk.endEditing();
  if (editor?.isUnsaved)
    toast({
      text: t("edit.discarded"),
      undo: () => {
        desk.resumeEditing(editor);
      },
    });
}

function stateText(state: string): string {
  if (state === "clean") return t("edit.hint");
  if (state === "unsaved") return t("edit.unsaved");
  if (state === "saving") return t("edit.saving");
  return whyNotSaved(state);
}

const tools: readonly [EditTool, typeof Brush][] = [["brush", Brush], ["eraser", Eraser], ["grow", Sprout]]; // prettier-ignore

function Tools({ editor }: { editor: MaskEditor }) {
  const { low, high } = editor.range.value;
  const isGrowing = editor.tool.value === "grow";
  const number = (name: string, value: number, set: (value: number) => void, word: string) => (
    <input
      type="number"
      name={name}
      aria-label={word}
      title={word}
      value={value}
      onInput={(event) => {
        const read = event.currentTarget.valueAsNumber;
        if (Number.isFinite(read)) set(read);
      }}
    />
  );
  return (
    <>
      <div class="rr-mask-controls" role="group" aria-label={t("edit.tools")}>
        {tools.map(([tool, icon]) => (
          <button
            key={tool}
            type="button"
            class="rr-button rr-quiet"
            aria-pressed={editor.isHeld.value && editor.tool.value === tool}
            onClick={() => {
              editor.hold(tool);
            }}
          >
            <Icon of={icon} />
            {t(`edit.${tool}`)}
          </button>
        ))}
      </div>
      <div class="rr-mask-controls">
        {isGrowing ? (
          <>
            <label class="rr-mask-check">
              {t("edit.reach")}
              {number("mask-reach", editor.reach.value, (value) => (editor.reach.value = Math.max(1, value)), t("edit.reach"))}
            </label>
            {!editor.isLimited.value && (
              <label class="rr-mask-check">
                {t("edit.tolerance")}
                {number(
                  "mask-tolerance",
                  editor.tolerance.value,
                  (value) => (editor.tolerance.value = Math.max(0, value)),
                  t("edit.tolerance"),
                )}
              </label>
            )}
          </>
        ) : (
          <label class="rr-mask-size">
            <span>{t("edit.size", { n: editor.size.value })}</span>
            <input
              type="range"
              name="mask-size"
              min={1}
              max={80}
              value={editor.size.value}
              title="[ ]"
              onInput={(event) => {
                editor.size.value = Number(event.currentTarget.value);
              }}
            />
          </label>
        )}
      </div>
      <div class="rr-mask-controls">
        <label class="rr-mask-check">
          <input
            type="checkbox"
            name="mask-limited"
            checked={editor.isLimited.value}
            onChange={(event) => {
              editor.isLimited.value = event.currentTarget.checked;
            }}
          />
          {t("edit.limited")}
        </label>
        {editor.isLimited.value && (
          <span class="rr-mask-check">
            {number("mask-low", low, (value) => (editor.range.value = { low: value, high }), t("edit.low"))}–
            {number("mask-high", high, (value) => (editor.range.value = { low, high: value }), t("edit.high"))}
          </span>
        )}
      </div>
    </>
  );
}

function Segments({ desk, editor }: { desk: MaskDesk; editor: MaskEditor }) {
  void editor.revision.value;
  if (editor.segments.length === 0) return null;
  const colour = (segment: Segment): string => colourOf(segment, desk.colours.value.get(segmentKey(editor.mask, segment)));
  return (
    <fieldset class="rr-mask-choice">
      <legend class="rr-heard">{t("edit.which")}</legend>
      {editor.segments.map((segment) => (
        <label key={segment.value} class="rr-mask-name" data-edit-segment={segment.number}>
          <input
            type="radio"
            name="mask-active"
            checked={editor.value.value === segment.value}
            onChange={() => {
              editor.value.value = segment.value;
            }}
          />
          <i style={{ background: colour(segment) }} />
          <span>{segment.label}</span>
          <span class="rr-mask-figure">
            {segment.millilitres === null ? t("masks.voxels", { n: segment.voxels }) : `${threeDigits(segment.millilitres)} mL`}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Adding({ editor }: { editor: MaskEditor }) {
  return (
    <label class="rr-mask-of">
      {t("edit.add")}
      <select
        name="mask-add"
        value=""
        onChange={(event) => {
          const name = event.currentTarget.value as KindName | "";
          event.currentTarget.value = "";
          if (name !== "") editor.add(numbered(t(`edit.kind.${name}`), editor.segments), kinds[name]);
        }}
      >
        <option value="">{t("edit.addWhat")}</option>
        {(Object.keys(kinds) as KindName[]).map((name) => (
          <option key={name} value={name}>
            {t(`edit.kind.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Two of a kind have different names. */
function numbered(word: string, segments: readonly Segment[]): string {
  const taken = new Set(segments.map(({ label }) => label));
  if (!taken.has(word)) return word;
  let n = 2;
  while (taken.has(`${word} ${String(n)}`)) n++;
  return `${word} ${String(n)}`;
}
