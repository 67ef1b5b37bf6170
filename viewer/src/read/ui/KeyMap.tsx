import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Dialog } from "../../shared/ui";
import { actions, chordOf, holderOf, isSingle, keysOf, labelOf, withKey, type ActionRow } from "../core/keys";
import { t, type ReadKey } from "../i18n";
import type { ReadingRoom } from "../room/room";
import { keysOpen } from "./screen";

/** All keys, and the place to change them. They are kept with the account. */
export function KeyMap({ room }: { room: ReadingRoom }) {
  const asking = useSignal<string | null>(null);
  const said = useSignal("");
  const settings = room.settings.value;
  useEffect(() => {
    // Before the dialog and the page: the next key is the answer, Escape is none.
    const down = (event: KeyboardEvent): void => {
      const id = asking.peek();
      if (id === null || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      const chord = chordOf(event);
      if (chord === null) return;
      asking.value = null;
      if (chord === "Escape") return;
      const before = holderOf(chord, room.settings.value);
      if (before?.fixed) {
        said.value = t("keys.taken", { key: labelOf(chord), name: t(before.words as ReadKey) });
        return;
      }
      said.value = before && before.id !== id ? t("keys.moved", { key: labelOf(chord), name: t(before.words as ReadKey) }) : "";
      room.settings.change((one) => ({ ...one, keys: withKey(one, id, chord) }));
    };
    addEventListener("keydown", down, true);
    return () => {
      removeEventListener("keydown", down, true);
    };
  }, [room, asking, said]);
  const changed = Object.keys(settings.keys).length > 0;
  return (
    <Dialog
      title={t("keys.title")}
      wide
      onClose={() => {
        if (asking.value !== null) asking.value = null;
        else keysOpen.value = false;
      }}
      {...(changed
        ? {
            actions: (
              <button
                type="button"
                class="rr-button"
                onClick={() => {
                  said.value = "";
                  room.settings.change((one) => ({ ...one, keys: {} }));
                }}
              >
                {t("keys.resetAll")}
              </button>
            ),
          }
        : {})}
    >
      <label class="rr-single">
        <input
          type="checkbox"
          name="singleLetters"
          checked={settings.singleLetters}
          onChange={(event) => {
            const singleLetters = event.currentTarget.checked;
            room.settings.change((one) => ({ ...one, singleLetters }));
          }}
        />
        <span>{t("keys.single")}</span>
      </label>
      <p class="rr-keys-said" role="status">
        {room.settings.problem.value !== null ? t("keys.notKept") : said.value === "" ? t("keys.how") : said.value}
      </p>
      <ul class="rr-keys">
        <li>
          <span class="rr-keycaps">
            <kbd>1</kbd>
            <i>–</i>
            <kbd>9</kbd>
          </span>
          <span>{t("keys.preset")}</span>
        </li>
        {actions
          .filter(({ action }) => action.kind !== "preset")
          .map((row) => (
            <Row
              key={row.id}
              room={room}
              row={row}
              asking={asking.value === row.id}
              ask={() => {
                said.value = "";
                asking.value = asking.value === row.id ? null : row.id;
              }}
            />
          ))}
        <li>
          <span class="rr-keycaps">
            <kbd>←↑↓→</kbd>
          </span>
          <span>{t("keys.move")}</span>
        </li>
        <li>
          <span class="rr-keycaps">
            <kbd>[</kbd>
            <kbd>]</kbd>
          </span>
          <span>{t("keys.turn")}</span>
        </li>
      </ul>
      <p class="rr-hint">{t("keys.mouse")}</p>
      <p class="rr-hint">{t("keys.touch")}</p>
    </Dialog>
  );
}

function Row({ room, row, asking, ask }: { room: ReadingRoom; row: ActionRow; asking: boolean; ask: () => void }) {
  const settings = room.settings.value;
  const keys = keysOf(row, settings);
  const name = t(row.words as ReadKey);
  return (
    <li data-action={row.id}>
      {row.fixed ? (
        <Caps room={room} keys={keys} />
      ) : (
        <button
          type="button"
          class="rr-key-change"
          aria-pressed={asking}
          aria-label={t("keys.change", { name })}
          title={t("keys.change", { name })}
          onClick={ask}
        >
          {asking ? <span class="rr-key-ask">{t("keys.press")}</span> : <Caps room={room} keys={keys} />}
        </button>
      )}
      <span>{name}</span>
      {asking && keys.length > 0 && (
        <button
          type="button"
          class="rr-link"
          onClick={() => {
            room.settings.change((one) => ({ ...one, keys: withKey(one, row.id, null) }));
            ask();
          }}
        >
          {t("keys.none")}
        </button>
      )}
    </li>
  );
}

function Caps({ room, keys }: { room: ReadingRoom; keys: readonly string[] }) {
  if (keys.length === 0) return <span class="rr-keycaps">–</span>;
  const off = !room.settings.value.singleLetters;
  return (
    <span class="rr-keycaps">
      {keys.map((chord) => (
        <span key={chord} class={off && isSingle(chord) && chord !== "Shift+Slash" ? "rr-key-off" : undefined}>
          {labelOf(chord)
            .split(" ")
            .map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
        </span>
      ))}
    </span>
  );
}

/** "W"; nothing when the action has no key. */
export function keyCap(room: ReadingRoom, id: string): string {
  const row = actions.find((one) => one.id === id);
  const chord = row ? keysOf(row, room.settings.value)[0] : undefined;
  return chord === undefined || (!room.settings.value.singleLetters && isSingle(chord)) ? "" : labelOf(chord);
}

/** " (W)" for a tooltip. */
export function keyHint(room: ReadingRoom, id: string): string {
  const cap = keyCap(room, id);
  return cap === "" ? "" : ` (${cap})`;
}
