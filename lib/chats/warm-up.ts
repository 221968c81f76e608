import { countTokens, listModels } from "@/lib/ai";
import { comparePassword } from "@/lib/auth";
import { log } from "@/lib/log";
import { getStore } from "@/lib/store";

/** Connections to a database that a burst of first requests finds open. */
const CONNECTIONS = 20;

/**
 * What the first requests would otherwise wait for, all at once and in the background: connections to the store, the
 * tokenizer's tables, the thread that compares passwords, the provider's list of models. What fails is tried by whoever
 * needs it. Never rejects.
 */
export async function warmUp(): Promise<void> {
  const connect = async () => {
    const { clock } = await getStore();
    await Promise.all(Array.from({ length: CONNECTIONS }, () => clock()));
  };
  const tasks = {
    connect,
    tokens: () => countTokens("warm"),
    passwords: () => comparePassword("", null),
    models: listModels,
  };
  const done = await Promise.allSettled(Object.values(tasks).map(async (task) => task()));
  const failed = Object.keys(tasks).filter((_, index) => done[index]?.status === "rejected");
  log().debug({ failed }, "warmed up");
}
