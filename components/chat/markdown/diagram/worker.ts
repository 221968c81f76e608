export type DiagramRequest = { id: number; code: string; colours: Record<string, string> };
/** `svg` is null when the text is no diagram that can be drawn. */
export type DiagramAnswer = { id: number; svg: string | null };

/** A dedicated scope, which the DOM library types as a window. */
const scope = globalThis as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<Partial<DiagramRequest>>) => void): void;
  postMessage(answer: DiagramAnswer): void;
};

// The layout engine takes a scope without a document for its own worker, and puts `self` aside while it starts.
Object.assign(scope, { document: {} });
Object.defineProperty(scope, "self", { value: scope, writable: true, configurable: true });

/** Without comments and without what a click would do: a picture has none, and the library takes it for a node. */
const still = (code: string) => code.replace(/^[ \t]*(?:click[ \t]|%%).*$/gm, "");

async function draw(code: string, colours: Record<string, string>): Promise<string | null> {
  try {
    const { renderMermaidSVG } = await import("beautiful-mermaid");
    const svg = renderMermaidSVG(still(code), {
      ...colours,
      transparent: true,
      padding: 16,
      font: "system-ui",
    });
    // A font from the web would not be fetched by a picture, and is not wanted.
    return svg.replace(/@import url\([^)]*\);/g, "");
  } catch {
    return null;
  }
}

scope.addEventListener("message", async ({ data: { id, code, colours } }) => {
  if (id === undefined || code === undefined) return;
  scope.postMessage({ id, svg: await draw(code, colours ?? {}) });
});
