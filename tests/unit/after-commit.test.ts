import { expect, it } from "vitest";
import { afterCommit, readAfterCommit } from "@/lib/platform";

const fail = () => Promise.reject(new Error("gone"));

it("what follows a change never fails it", async () => {
  await expect(afterCommit("x", fail)).resolves.toBeUndefined();
  const throwing = () => {
    throw new Error("at once");
  };
  await expect(afterCommit("x", throwing)).resolves.toBeUndefined();
  await expect(readAfterCommit("x", fail, "as before")).resolves.toBe("as before");
  await expect(readAfterCommit("x", async () => "read", "as before")).resolves.toBe("read");
});
