import { MongoClient } from "mongodb";
import { expect, it } from "vitest";
import { warmUp } from "@/lib/chats/warm-up";
import { closeStore } from "@/lib/store";
import { setVariables } from "../support/api";
import { freshDatabase } from "../support/mongo-server";

const server = process.env.MONGODB_TEST_URI;

it("fails nobody when neither store nor provider is there", async () => {
  const undo = setVariables({ MONGODB_URI: "mongodb://127.0.0.1:9/none?serverSelectionTimeoutMS=200" });
  await expect(warmUp()).resolves.toBeUndefined();
  await closeStore().catch(() => {});
  undo();
});

it.runIf(server)("opens the connections that a burst of first requests needs", async () => {
  const uri = freshDatabase(server ?? "");
  const client = new MongoClient(uri);
  const open = async () =>
    Number((await client.db("admin").command({ serverStatus: 1 })).connections.current);
  const undo = setVariables({ MONGODB_URI: uri });
  try {
    const before = await open();
    await warmUp();
    expect((await open()) - before).toBeGreaterThan(10);
  } finally {
    await closeStore();
    undo();
    await client.close();
  }
});
