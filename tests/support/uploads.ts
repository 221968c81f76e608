/** Uploads with every byte under the test's control, and what is left of them on disk. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A form as a client writes it, with every byte of the names under the test's control. */
export function rawForm(
  parts: { name: string; filename?: string | Buffer; body: string | Buffer }[],
  end = true,
) {
  const boundary = "----test-boundary";
  const chunks: Buffer[] = [];
  for (const { name, filename, body } of parts) {
    chunks.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"`));
    if (filename !== undefined)
      chunks.push(Buffer.from('; filename="'), Buffer.from(filename), Buffer.from('"'));
    chunks.push(Buffer.from("\r\nContent-Type: text/html\r\n\r\n"), Buffer.from(body), Buffer.from("\r\n"));
  }
  if (end) chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return {
    body: Buffer.concat(chunks),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}
export const oneFile = (body: string | Buffer, filename: string | Buffer = "a.txt") =>
  rawForm([{ name: "file", filename, body }]);

/** Bodies on disk under the embedded engine's folder; the MongoDB engine's own suite counts its chunks. */
export function bodiesOnDisk(): string[] {
  if (env().MONGODB_URI) return [];
  const entries = readdirSync(join(env().DATA_DIR, "files"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
