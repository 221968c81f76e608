import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

const made = new Map<string, Promise<string>>();

/** Signs API tokens. */
export async function jwtSecret(): Promise<Uint8Array> {
  return new TextEncoder().encode(env().JWT_SECRET ?? (await generated("jwt-secret")));
}

/** Encrypts next-auth's session cookie. */
export async function nextAuthSecret(): Promise<string> {
  return env().NEXTAUTH_SECRET ?? (await generated("nextauth-secret"));
}

function generated(name: string): Promise<string> {
  const file = path.join(/* turbopackIgnore: true */ env().DATA_DIR, name);
  let secret = made.get(file);
  if (!secret) {
    secret = readOrCreate(file);
    secret.catch(() => made.delete(file));
    made.set(file, secret);
  }
  return secret;
}

/** Of several processes that start at once one makes the file; a link never shows a half-written one. */
async function readOrCreate(file: string): Promise<string> {
  const existing = await readSecret(file);
  if (existing) return existing;
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await unlink(draft);
  }
  const secret = await readSecret(file);
  if (!secret) throw new Error("A generated secret in DATA_DIR is empty; delete the file to make a new one.");
  return secret;
}

async function readSecret(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
