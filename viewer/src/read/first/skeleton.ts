export interface Skeleton {
  element: HTMLElement;
  image: HTMLElement;
  pin(box: { left: number; top: number; width: number; height: number }): void;
}

/** The shape of the room without its contents, so that the first image lies where the room will show it. */
export function skeleton(phone: boolean): Skeleton {
  const element = make("div", `rr rr-first${phone ? " rr-phone" : ""}`);
  const body = make("div", "rr-body");
  const centre = make("main", "rr-centre");
  const cell = make("section", "rr-cell");
  const image = make("div", "rr-image");
  cell.append(image);
  if (phone) {
    const banner = make("p", "rr-banner");
    banner.textContent = "\u00a0";
    const bar = make("nav", "rr-bar");
    const target = make("span", "rr-target");
    bar.append(target);
    centre.append(cell);
    body.append(centre);
    element.append(make("header", "rr-top"), banner, body, bar);
  } else {
    centre.append(make("div", "rr-tools"), cell);
    body.append(make("nav", "rr-strip"), centre, make("aside", "rr-pane"));
    element.append(make("header", "rr-top"), body);
  }
  document.body.append(element);
  return {
    element,
    image,
    pin: ({ left, top, width, height }) => {
      Object.assign(image.style, {
        position: "fixed",
        inset: "auto",
        left: `${String(left)}px`,
        top: `${String(top)}px`,
        width: `${String(width)}px`,
        height: `${String(height)}px`,
      });
    },
  };
}

function make(tag: string, name: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
