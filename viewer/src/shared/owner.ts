/** The window that shows an element: the page's own, or the second one. */
export const windowOf = (node: Node): Window & typeof globalThis => node.ownerDocument?.defaultView ?? window;
