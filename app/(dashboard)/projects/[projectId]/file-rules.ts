import "server-only";
import type { FileRules } from "@/components/files/file-kinds";
import { env } from "@/lib/env";
import { READABLE_NAMES } from "@/lib/knowledge/read/formats";
import { LIMITS } from "@/lib/schemas";

/** The limits an upload is held to, for the browser to say before anything is sent. */
export function fileRules(): FileRules {
  return { maxBytes: env().MAX_FILE_BYTES, maxFiles: LIMITS.filesPerProject, readable: READABLE_NAMES };
}
