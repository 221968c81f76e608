import { describe, expect, test } from "vitest";
import { NO_SERVER } from "../support/mongo-server";
import { engines, openTarget, useStore } from "./support/engines";

test("both engines are tested where that is required", () => {
  const required = process.env.CI || process.env.REQUIRE_MONGO;
  if (required)
    expect(
      engines.map(({ name }) => name),
      NO_SERVER,
    ).toEqual(["sqlite", "mongodb"]);
  expect(engines[0]?.name).toBe("sqlite");
});

describe.each(engines)("a store on $name", (engine) => {
  const db = useStore(engine);

  test("knows its kind and answers", async () => {
    expect(db.store.kind).toBe(engine.name);
    await db.store.ping();
  });

  test("answers nothing once it is closed, and can be opened again", async () => {
    const second = await openTarget(db.target);
    const { id } = await second.users.create({ email: "kept@example.test", name: "K", passwordHash: null });
    await second.close();
    await expect(second.users.get(id)).rejects.toMatchObject({ code: "store_unavailable" });
    const third = await openTarget(db.target);
    expect(await third.users.get(id)).toMatchObject({ email: "kept@example.test" });
    await third.close();
    await db.store.ping();
  });
});
