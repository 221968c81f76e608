import { createHash } from "node:crypto";
import { embeddingModel } from "@/lib/ai";
import { SEGMENT_FORMAT } from "@/lib/knowledge";
import { PASSAGE_WORDS } from "./passages";

/**
 * Names what an answer depends on beside the config: the embedding model, the words around passages, the form of passages.
 * The same config under another fingerprint may answer otherwise.
 */
export async function answerFingerprint(): Promise<string> {
  const parts = JSON.stringify([await embeddingModel(), PASSAGE_WORDS, SEGMENT_FORMAT]);
  return createHash("sha256").update(parts).digest("hex").slice(0, 16);
}
