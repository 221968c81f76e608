import { Readable } from "node:stream";
import ZipStream from "zip-stream";

export type ArchiveEntry = {
  /** With `/` between folders; unique. */
  name: string;
  /** Epoch ms. */
  modified: number;
  content: AsyncIterable<Uint8Array>;
};

/**
 * A ZIP archive made while it is read: one entry's piece at a time is in memory, and some hundred bytes for each entry
 * that was written. Beyond 4 GB or 65,535 entries it goes on as ZIP64.
 * @throws whatever an entry's content throws
 */
export async function* archiveOf(
  entries: AsyncIterable<ArchiveEntry>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipStream();
  let abandon = () => {};
  const write = ({ name, modified, content }: ArchiveEntry) =>
    new Promise<void>((resolve, reject) => {
      const source = Readable.from(content);
      abandon = () => {
        source.destroy();
        reject(new Error("the archive's reader left"));
      };
      zip.entry(source, { name, date: new Date(modified) }, (error) => (error ? reject(error) : resolve()));
    });
  const writeAll = async () => {
    for await (const entry of entries) await write(entry);
    zip.finalize();
  };
  const written = writeAll().catch((error) => zip.destroy(error));
  try {
    for await (const chunk of zip) yield chunk;
  } finally {
    abandon();
    await written;
  }
}
