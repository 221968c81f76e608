import { env } from "@/lib/env";
import { READABLE_NAMES } from "@/lib/knowledge";
import { LIMITS } from "@/lib/schemas";

/** The limits an upload is held to, for the browser to say before anything is sent. */
export function fileRules() {
  return { maxBytes: env().MAX_FILE_BYTES, maxFiles: LIMITS.filesPerProject, readable: READABLE_NAMES };
}
