import { afterEach, expect, it, vi } from "vitest";
import { findKey, isRefused, openMeter } from "@/lib/auth";
import { signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";

const MINUTE = 60_000;
const wish = { model: "demo", promptTokens: 10, completionTokens: 50, end: () => {} };

onEachEngine(() => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("what an answer has reserved on a key stands for a process whose clock is off", async () => {
    const { token } = await signUp();
    const { secret } = await makeKey(token, { limits: { concurrent: 1 } });
    const key = await findKey(secret);
    if (!key) throw new Error("The key is not there.");
    const first = await openMeter(key, wish);
    if (isRefused(first)) throw new Error("The first answer was refused.");
    vi.useFakeTimers({ now: Date.now() + 5 * MINUTE, toFake: ["Date"] });
    expect(await openMeter(key, wish)).toMatchObject({ refusal: { reason: "concurrent" } });
    await first.charge({ prompt_tokens: 10, completion_tokens: 5 });
    const next = await openMeter(key, wish);
    if (isRefused(next)) throw new Error("What was charged is still reserved.");
    await next.charge(null);
  });
});
