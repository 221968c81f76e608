/** Databases that earlier versions wrote, from `tests/fixtures/released`, brought back to life. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { BSON, type Document, type IndexDescription, MongoClient } from "mongodb";
import type { Project, Version } from "@/lib/schemas";
import type { MessageRecord, UsageRecord } from "@/lib/store/types";

const FOLDER = "tests/fixtures/released";

type OldMessage = Pick<
  MessageRecord,
  "id" | "parentId" | "role" | "status" | "parts" | "feedback" | "usage" | "model"
>;
/** What the version that wrote the database said of it. */
export type Expected = {
  /** Ada's main project, its chat with branches and its shared link. */
  projectId: string;
  chatId: string;
  shareToken: string;
  /** Chats whose reply was not ended, and stopped. */
  unfinished: string;
  stopped: string;
  /** Files: read, waiting as it is a picture, failed. */
  notes: string;
  png: string;
  broken: string;
  ids: { ada: string; bob: string; grace: string };
  project: Project;
  versions: Version[];
  chats: { id: string; title: string; messages: OldMessage[] }[];
  usage: UsageRecord[];
};

/** Unpacks the data folder of `version` into a temporary one. */
export function releasedFolder(version: string): { dataDir: string; expected: Expected } {
  const dataDir = mkdtempSync(path.join(tmpdir(), "released-"));
  const files = unzipSync(readFileSync(path.join(FOLDER, `${version}-sqlite.zip`)));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dataDir, name)), { recursive: true });
    writeFileSync(path.join(dataDir, name), content);
  }
  return { dataDir, expected: JSON.parse(readFileSync(path.join(dataDir, "expected.json"), "utf8")) };
}

/** Writes the collections of `version`, indexes too, into the database that `uri` names. */
export async function releasedDatabase(version: string, uri: string): Promise<Expected> {
  const packed = readFileSync(path.join(FOLDER, `${version}-mongodb.json.gz`));
  const { expected, collections } = BSON.EJSON.parse(gunzipSync(packed).toString(), { relaxed: false }) as {
    expected: Document;
    collections: Record<string, { indexes: IndexDescription[]; documents: Document[] }>;
  };
  const client = await new MongoClient(uri).connect();
  try {
    for (const [name, { indexes, documents }] of Object.entries(collections)) {
      const collection = client.db().collection(name);
      if (documents.length > 0) await collection.insertMany(documents);
      if (indexes.length > 0) await collection.createIndexes(plain(indexes));
    }
  } finally {
    await client.close();
  }
  return plain(expected) as Expected;
}

/** Numbers as JavaScript's own. */
const plain = <T>(value: T): T => JSON.parse(BSON.EJSON.stringify(value as Document, { relaxed: true }));
