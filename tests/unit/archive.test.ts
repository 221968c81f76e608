import { randomBytes } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { expect, it } from "vitest";
import { type ArchiveEntry, archiveOf } from "@/lib/transfer/archive";

async function* content(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}
async function* listed(entries: ArchiveEntry[]): AsyncGenerator<ArchiveEntry> {
  yield* entries;
}
async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
const modified = Date.UTC(2026, 10, 23, 14, 15, 16);
const big = randomBytes(1_000_003);
const entries = (): ArchiveEntry[] => [
  { name: "größe/✈ name.txt", modified, content: content("Hello, ", "wörld") },
  { name: "empty", modified, content: content() },
  { name: "big.bin", modified: 0, content: content(big.subarray(0, 7), big.subarray(7)) },
];

it("writes archives that another implementation reads", async () => {
  const files = unzipSync(await bytesOf(archiveOf(listed(entries()))));
  expect(Object.keys(files)).toEqual(["größe/✈ name.txt", "empty", "big.bin"]);
  expect(strFromU8(files["größe/✈ name.txt"] ?? new Uint8Array())).toBe("Hello, wörld");
  expect(files.empty).toHaveLength(0);
  expect(Buffer.compare(files["big.bin"] ?? new Uint8Array(), big)).toBe(0);
  expect(unzipSync(await bytesOf(archiveOf(listed([]))))).toEqual({});
});

it("makes nothing ahead of its reader, and ends the entry that is being read when the reader leaves", async () => {
  let [made, ended] = [0, false];
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        made++;
        yield randomBytes(65_536);
      }
    } finally {
      ended = true;
    }
  }
  const archive = archiveOf(listed([{ name: "endless", modified, content: endless() }]));
  for (let i = 0; i < 5; i++) await archive.next();
  expect(made).toBeLessThan(40);
  await archive.return();
  await expect.poll(() => ended).toBe(true);
});

it("fails as a whole when an entry does", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("beginning");
    throw new Error("gone");
  }
  await expect(bytesOf(archiveOf(listed([{ name: "broken", modified, content: broken() }])))).rejects.toThrow(
    "gone",
  );
});
