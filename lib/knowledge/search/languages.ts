import type { Stemming } from "../index/languages.ts";
import type { SegmentHead, SegmentSource } from "./source.ts";

/** How the words of these segments were cut; English where nothing is said. */
export async function stemmingsOf(source: SegmentSource, heads: SegmentHead[]): Promise<Stemming[]> {
  const found = new Set<Stemming>();
  const current = heads.filter((head) => head.format !== 1);
  if (current.length < heads.length) found.add("earlier");
  const blobs = await source.cached(current.map((head) => ({ segmentId: head.id, kind: "g", n: 0 })));
  for (const blob of blobs) {
    for (const language of new TextDecoder().decode(blob.data).split(" ")) {
      if (language) found.add(language as Stemming);
    }
  }
  return found.size > 0 ? [...found] : ["en"];
}
