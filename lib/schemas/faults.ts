import type { z } from "zod";

/** One entry per field, dotted path, the first fault of each. */
export function faultsOf(error: z.ZodError): { path: string; message: string }[] {
  const byPath = new Map<string, string>();
  for (const issue of error.issues) {
    const path = issue.path.map(String).join(".");
    if (!byPath.has(path)) byPath.set(path, issue.message);
  }
  return Array.from(byPath, ([path, message]) => ({ path, message }));
}
