import { describe, expect, it } from "vitest";
import { isSealedByPrevious, seal, unseal } from "@/lib/auth";
import { setVariables } from "../support/api";

describe("what is sealed", () => {
  it("opens for what it belongs to, and nowhere else", async () => {
    const undo = setVariables({ ENCRYPTION_SECRET: "first", ENCRYPTION_SECRET_PREVIOUS: undefined });
    const sealed = await seal("sk-secret", "connection a");
    expect(sealed).not.toContain("sk-secret");
    expect(await seal("sk-secret", "connection a")).not.toBe(sealed);
    expect(await unseal(sealed, "connection a")).toBe("sk-secret");
    expect(await unseal(sealed, "connection b")).toBeNull();
    for (const broken of ["", "v1", "v1.a.b.c", `${sealed.slice(0, -4)}AAAA`, sealed.replace("v1", "v2")])
      expect(await unseal(broken, "connection a")).toBeNull();
    undo();
  });

  it("opens after the secret has changed, while the one before is given", async () => {
    const undoFirst = setVariables({ ENCRYPTION_SECRET: "first", ENCRYPTION_SECRET_PREVIOUS: undefined });
    const sealed = await seal("sk-secret", "x");
    undoFirst();
    const undo = setVariables({ ENCRYPTION_SECRET: "second", ENCRYPTION_SECRET_PREVIOUS: "first" });
    expect(await unseal(sealed, "x")).toBe("sk-secret");
    expect(await isSealedByPrevious(sealed)).toBe(true);
    expect(await isSealedByPrevious(await seal("y", "x"))).toBe(false);
    undo();
    const undoLast = setVariables({ ENCRYPTION_SECRET: "second", ENCRYPTION_SECRET_PREVIOUS: undefined });
    expect(await unseal(sealed, "x")).toBeNull();
    undoLast();
  });
});
