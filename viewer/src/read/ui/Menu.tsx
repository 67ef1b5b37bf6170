import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { windowOf } from "../../shared/owner";

interface Props {
  title: string;
  class?: string;
  pressed?: boolean;
  face: ComponentChildren;
  /** The list; `done` closes it. */
  children: (done: () => void) => ComponentChildren;
}

/** A button of the tool bar that opens a list; a press elsewhere or Escape closes it. */
export function Menu({ title, class: name, pressed, face, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const open = useSignal(false);
  const isOpen = open.value;
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: Event): void => {
      if ("code" in event ? event.code === "Escape" : !box.current?.contains(event.target as Node)) open.value = false;
    };
    const page = box.current ? windowOf(box.current) : window;
    page.addEventListener("pointerdown", close, true);
    page.addEventListener("keydown", close, true);
    return () => {
      page.removeEventListener("pointerdown", close, true);
      page.removeEventListener("keydown", close, true);
    };
  }, [isOpen, open]);
  return (
    <div class="rr-menu" ref={box}>
      <button
        type="button"
        class={`rr-tool ${name ?? ""}`}
        aria-haspopup="true"
        aria-expanded={isOpen}
        {...(pressed === undefined ? {} : { "data-on": pressed })}
        aria-label={title}
        title={title}
        onClick={() => {
          open.value = !isOpen;
        }}
      >
        {face}
      </button>
      {isOpen && (
        <div class="rr-menu-list">
          {children(() => {
            open.value = false;
          })}
        </div>
      )}
    </div>
  );
}
