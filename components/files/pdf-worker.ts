import { getDocument } from "unpdf/pdfjs";
import { markedParts } from "./pdf-marks";
import { type Mark, markOf, type PlacedText } from "./pdf-place";

export type PdfRequest =
  | { type: "open"; data: ArrayBuffer }
  | {
      type: "draw";
      id: number;
      page: number;
      width: number;
      /** Words to find on the page. */
      passage: string | null;
    };
export type PdfAnswer =
  | { type: "opened"; pages: number }
  | { type: "locked" }
  | { type: "failed"; id?: number }
  | { type: "drawn"; id: number; bitmap: ImageBitmap; marks: Mark[] };

/** Pixels on one side of a drawn page, whatever the file says its size is. */
const SIDE_MAX = 3_000;

/** A dedicated scope, which the DOM library types as a window. */
const scope = self as unknown as {
  fonts: FontFaceSet;
  location: { origin: string };
  onmessage: ((event: MessageEvent<PdfRequest>) => void) | null;
  postMessage(answer: PdfAnswer, transfer?: Transferable[]): void;
};

class Canvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext("2d") };
  }
  reset(entry: { canvas: OffscreenCanvas }, width: number, height: number) {
    entry.canvas.width = width;
    entry.canvas.height = height;
  }
  destroy(entry: { canvas: OffscreenCanvas }) {
    this.reset(entry, 0, 0);
  }
}

/** Fetches what a file's fonts need, from this server. */
class OwnData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = kind === "cMapUrl" ? "cmaps" : "standard_fonts";
    // A bundler may have made the worker of a blob, against which no path resolves.
    const url = new URL(`/pdf-data/${folder}/${encodeURIComponent(filename)}`, scope.location.origin);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${filename} is not there`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Filters are SVG, which a worker has not: pages that ask for one are drawn without it. */
class Filters {
  addFilter = () => "none";
  addHCMFilter = () => "none";
  addAlphaFilter = () => "none";
  addLuminosityFilter = () => "none";
  addHighlightHCMFilter = () => "none";
  addSelectionHCMFilter = () => "none";
  addKnockoutFilter = () => null;
  createSelectionStyle = () => null;
  destroy = () => undefined;
}

type Pdf = Awaited<ReturnType<typeof getDocument>["promise"]>;
let document: Pdf | null = null;

async function open(data: ArrayBuffer): Promise<void> {
  try {
    document = await getDocument({
      data,
      verbosity: 0,
      isEvalSupported: false,
      enableXfa: false,
      stopAtErrors: false,
      ownerDocument: { fonts: scope.fonts },
      CanvasFactory: Canvases,
      FilterFactory: Filters,
      BinaryDataFactory: OwnData,
      useWorkerFetch: false,
      // Scripts that the standard fonts have no letters for are drawn with the reader's own.
      useSystemFonts: true,
      cMapPacked: true,
      cMapUrl: "cmaps/",
      standardFontDataUrl: "standard_fonts/",
      // biome-ignore lint/suspicious/noExplicitAny: its types want a page's document; fonts are all that it asks of it
    } as any).promise;
    scope.postMessage({ type: "opened", pages: document.numPages });
  } catch (error) {
    const locked = error instanceof Error && error.name === "PasswordException";
    scope.postMessage({ type: locked ? "locked" : "failed" });
  }
}

async function draw({
  id,
  page: number,
  width,
  passage,
}: Extract<PdfRequest, { type: "draw" }>): Promise<void> {
  try {
    const page = await document?.getPage(number);
    if (!page) throw new Error("nothing is open");
    const natural = page.getViewport({ scale: 1 });
    const scale = Math.min(width / natural.width, SIDE_MAX / natural.width, SIDE_MAX / natural.height);
    const viewport = page.getViewport({ scale });
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    );
    const context = canvas.getContext("2d");
    // biome-ignore lint/suspicious/noExplicitAny: as above, for a page's canvas
    await page.render({ canvas: null, canvasContext: context, viewport } as any).promise;
    const marks = passage ? await marksOn(page, viewport, passage).catch(() => []) : [];
    page.cleanup();
    const bitmap = canvas.transferToImageBitmap();
    scope.postMessage({ type: "drawn", id, bitmap, marks }, [bitmap]);
  } catch {
    scope.postMessage({ type: "failed", id });
  }
}

type DrawnPage = Awaited<ReturnType<Pdf["getPage"]>>;

/** Where a passage stands on a page; nowhere, where the page's text is a picture. */
async function marksOn(
  page: DrawnPage,
  viewport: ReturnType<DrawnPage["getViewport"]>,
  passage: string,
): Promise<Mark[]> {
  const { items, styles } = await page.getTextContent();
  const pieces = items.filter((item): item is typeof item & PlacedText => "str" in item);
  return markedParts(pieces, passage).flatMap(({ index, from, to }) => {
    const piece = pieces[index];
    if (!piece) return [];
    const vertical = styles[piece.fontName]?.vertical === true;
    return [markOf(piece, { from, to, vertical }, viewport)];
  });
}

scope.onmessage = ({ data }) => void (data.type === "open" ? open(data.data) : draw(data));
