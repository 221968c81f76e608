/** Cuts what a store writes before each of its writes in turn. */
import { afterAll, beforeAll } from "vitest";
import { openMongoStore } from "@/lib/store/mongodb";
import { type Context, createContext } from "@/lib/store/mongodb/client";
import type { Scope, Store } from "@/lib/store/types";
import { type Fuse, startFuse } from "../../support/mongo-fuse";
import { type Engine, engines } from "./engines";
import { aScope } from "./factories";

export const mongoEngines = engines.filter(({ name }) => name === "mongodb");

type Setting<T> = {
  /** What is there before; by the process that does not die. */
  arrange(store: Store, scope: Scope): Promise<T>;
  /** What dies on the way; by the process that does. */
  act(store: Store, scope: Scope, given: T): Promise<unknown>;
  /** `outcome`: what `act` came to; `cut`: the number of writes before the cut, or "whole" when there was none. */
  check(store: Store, scope: Scope, given: T, outcome: unknown, cut: number | "whole"): Promise<void>;
};

export function crashBench(engine: Engine) {
  const { target, destroy } = engine.create();
  const uri = target.kind === "mongodb" ? target.uri : "";
  let fuse: Fuse;
  let healthy: Store;
  let raw: Context;

  beforeAll(async () => {
    healthy = await openMongoStore({ uri });
    raw = createContext(uri);
    fuse = await startFuse(uri);
  });
  afterAll(async () => {
    await fuse.close();
    await healthy.close();
    await raw.client.close();
    await destroy();
  });

  /** Cuts before the first write, then before the second … until nothing is left to cut. */
  async function atEveryWrite<T>({ arrange, act, check }: Setting<T>): Promise<number> {
    for (let n = 0; ; n++) {
      const scope = await aScope(healthy);
      const given = await arrange(healthy, scope);
      const dying = await openMongoStore({ uri: fuse.uri });
      fuse.cutAtWrite(n);
      // A dead process waits for no server.
      void fuse.onCut().then(() => dying.close());
      const outcome = await act(dying, scope, given).catch((error: unknown) => error);
      const cut = fuse.isCut();
      await dying.close();
      if (cut) await fuse.join();
      await check(healthy, scope, given, outcome, cut ? n : "whole");
      if (!cut) return n;
    }
  }

  /** What is kept for an owner, and what belongs to nothing, whatever collection it is in. */
  async function remains(ownerId: string): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const { name } of await raw.db.listCollections().toArray()) {
      if (name === "tombstones") continue;
      const count = await raw.db.collection(name).countDocuments({ ownerId });
      if (count > 0) found[name] = count;
    }
    for (const name of ["bodies.files", "bodies.chunks", "segmentBlobs"]) {
      const count = await raw.db.collection(name).countDocuments({});
      if (count > 0) found[name] = count;
    }
    const runs = new Set((await raw.c.runs.find({}).toArray()).map((run) => run._id));
    const events = await raw.c.runEvents.find({}).toArray();
    const lost = events.filter(({ _id }) => !runs.has(_id.split(":")[0] ?? "")).length;
    if (lost > 0) found.runEvents = lost;
    return found;
  }

  return {
    atEveryWrite,
    remains,
    get healthy() {
      return healthy;
    },
    get raw() {
      return raw;
    },
  };
}
