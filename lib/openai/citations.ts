import { type SourcePart, sourcesOf } from "@/lib/chats";
import type { Source } from "@/lib/schemas";

export type Annotation = {
  type: "url_citation";
  url_citation: { start_index: number; end_index: number; title: string; url: string };
};
/** Our own field beside OpenAI's: every passage that the answer was given, cited or not. */
export type WireSource = {
  number: number;
  file_id: string;
  filename: string;
  title: string;
  url: string;
  text: string;
};

export type Citations = { annotations: Annotation[]; sources: WireSource[] };

const MARK = /\[(\d{1,3})\]/g;

/** Where a text cites its sources by `[n]`. Indices are UTF-16 units, as in the strings of most clients. */
export function citationsOf(text: string, parts: SourcePart[], origin: string, projectId: string): Citations {
  if (parts.length === 0) return { annotations: [], sources: [] };
  const titles = new Map(parts.map((part) => [part.sourceId, part.title]));
  const sources = sourcesOf(parts).map((source) => toWire(source, titles, origin, projectId));
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  const annotations: Annotation[] = [];
  for (const match of text.matchAll(MARK)) {
    const source = byNumber.get(Number(match[1]));
    if (!source) continue;
    const { title, url } = source;
    const [start_index, end_index] = [match.index, match.index + match[0].length];
    annotations.push({ type: "url_citation", url_citation: { start_index, end_index, title, url } });
  }
  return { annotations, sources };
}

/** The same as the other endpoint writes them. */
export const flatAnnotations = ({ annotations }: Citations) =>
  annotations.map(({ type, url_citation }) => ({ type, ...url_citation }));

function toWire(
  { number, fileId, filename, ordinal, text }: Source,
  titles: Map<string, string>,
  origin: string,
  projectId: string,
): WireSource {
  const title = titles.get(`${fileId}-${ordinal}`) ?? filename;
  const url = `${origin}/projects/${projectId}/files/${fileId}?at=${ordinal}#passage-${ordinal}`;
  return { number, file_id: fileId, filename, title, url, text };
}
