import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { getStore, type UserRecord } from "@/lib/store";
import { jwtSecret } from "./secrets";

/** Without letters and digits that are taken for each other. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 12;

/** Whether nobody has an account yet. */
export async function isFirstStart(): Promise<boolean> {
  return (await (await getStore()).users.list({ limit: 1 })).items.length === 0;
}

/**
 * Whether the first account needs the set-up code. A database server may be reachable from everywhere before its operator
 * comes by; whoever starts the embedded engine does so on their own machine.
 */
export async function needsSetUpCode(): Promise<boolean> {
  const { kind } = await getStore();
  return kind === "mongodb" && env().NODE_ENV === "production" && (await isFirstStart());
}

/** The same in every process of the installation, after a restart too: it is made of their common secret. */
export async function setUpCode(): Promise<string> {
  const bytes = createHmac("sha256", await jwtSecret())
    .update("set-up code")
    .digest();
  const letters = [...bytes.subarray(0, CODE_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]);
  return letters.join("").replace(/.{4}(?=.)/g, "$&-");
}

const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** @throws `validation_failed` on `setUpCode` where the first account needs it and it is missing or wrong */
export async function requireSetUpCode(given: string | undefined): Promise<void> {
  if (!(await needsSetUpCode())) return;
  const wanted = Buffer.from(plain(await setUpCode()));
  const asked = Buffer.from(plain(given ?? ""));
  if (asked.length === wanted.length && timingSafeEqual(asked, wanted)) return;
  await sayCode();
  throw invalid(
    "setUpCode",
    given
      ? "This is not the set-up code that the server's log shows"
      : "The first account needs the set-up code that the server's log shows",
  );
}

let saidAt = 0;

/** Tells the operator the code, in the log alone. */
export async function sayCode(): Promise<void> {
  if (Date.now() - saidAt < 60_000) return;
  saidAt = Date.now();
  log().warn(
    { setUpCode: await setUpCode() },
    "nobody has an account yet; the first one needs this set-up code",
  );
}

/** At the start of a process. */
export async function announceSetUp(): Promise<void> {
  if (await needsSetUpCode()) await sayCode();
}

/** The first account is led through the first steps. */
export async function beginFirstSteps(user: Pick<UserRecord, "admin">): Promise<void> {
  if (user.admin) await (await getStore()).installation.initState("first-steps", { done: [] });
}
