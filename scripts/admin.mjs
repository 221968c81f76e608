import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import nextEnv from "@next/env";
import { requireNode } from "./support/node-version.mjs";
import { root } from "./support/paths.mjs";

requireNode();
nextEnv.loadEnvConfig(root, false, { info() {}, error: console.error });
const { parseEnv } = await import("../lib/env.ts");

const USAGE = "Usage: npm run admin -- make-admin|reset-password|end-two-step|disable <email>";
const HOUR_MS = 3_600_000;
const LAST = "This is the last administrator: make somebody else one first.";

const [command, address, ...rest] = process.argv.slice(2);
try {
  if (
    !["make-admin", "reset-password", "end-two-step", "disable"].includes(command) ||
    !address ||
    rest.length > 0
  )
    throw new Error(USAGE);
  const env = parseEnv(process.env);
  const email = address.trim().toLowerCase();
  const database = env.MONGODB_URI ? await mongo(env.MONGODB_URI) : sqlite(resolve(root, env.DATA_DIR));
  try {
    const user = await database.find(email);
    if (!user) throw new Error(`There is no account with the e-mail ${email}.`);
    console.log(await perform(database, user, env));
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function perform(database, user, env) {
  if (command === "make-admin") {
    await database.set(user.id, "admin");
    return `${user.email} is an administrator.`;
  }
  if (command === "disable") {
    if (user.admin && !(await database.otherAdmin(user.id))) throw new Error(LAST);
    await database.set(user.id, "disabled");
    await database.endSessions(user.id);
    return `${user.email} can't sign in any more.`;
  }
  if (command === "end-two-step") {
    await database.endTwoStep(user.id);
    return `${user.email} signs in by the password alone.`;
  }
  const token = randomBytes(24).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  await database.addReset(user.id, hash, Date.now() + HOUR_MS);
  const home = env.NEXTAUTH_URL || env.FRONTEND_URL.split(",")[0].trim();
  return `A link that sets a new password, once, for an hour:\n${new URL(`/reset?token=${token}`, home)}`;
}

/** The embedded engine, which may be in use: each statement is a transaction of its own. */
function sqlite(folder) {
  const file = join(folder, "chatbot.sqlite");
  if (!existsSync(file)) throw new Error(`There is no database in ${folder}.`);
  const db = new DatabaseSync(file, { timeout: 5_000 });
  const columns = db.prepare("SELECT name FROM pragma_table_info('users')").all();
  if (!columns.some(({ name }) => name === "admin")) {
    db.close();
    throw new Error("The database is of an earlier version: start the application once.");
  }
  return {
    find: (email) => db.prepare("SELECT id, email, admin FROM users WHERE email = ?").get(email),
    otherAdmin: (id) =>
      db.prepare("SELECT 1 FROM users WHERE admin = 1 AND disabled = 0 AND id <> ?").get(id) !== undefined,
    set: (id, column) => db.prepare(`UPDATE users SET ${column} = 1 WHERE id = ?`).run(id),
    endSessions: (id) => db.prepare("DELETE FROM sessions WHERE user_id = ?").run(id),
    endTwoStep: (id) => db.prepare("DELETE FROM second_factors WHERE user_id = ?").run(id),
    addReset: (id, hash, until) =>
      db
        .prepare("INSERT INTO password_resets (token_hash, user_id, expires_at) VALUES (?, ?, ?)")
        .run(hash, id, until),
    close: () => db.close(),
  };
}

async function mongo(uri) {
  const { MongoClient } = await import("mongodb");
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 }).connect();
  const named = new URL(uri.replace(/^mongodb(\+srv)?:\/\/[^/?]*/, "http://host")).pathname.slice(1);
  const db = client.db(decodeURIComponent(named) || "chatbot-platform");
  const users = db.collection("users");
  return {
    async find(email) {
      const doc = await users.findOne({ email });
      return doc && { id: doc._id, email: doc.email, admin: doc.admin === true };
    },
    otherAdmin: async (id) =>
      (await users.findOne({ admin: true, disabled: { $ne: true }, _id: { $ne: id } })) !== null,
    set: (id, field) => users.updateOne({ _id: id }, { $set: { [field]: true } }),
    endSessions: (id) => db.collection("sessions").deleteMany({ userId: id.toHexString() }),
    endTwoStep: (id) => db.collection("secondFactors").deleteOne({ _id: id.toHexString() }),
    addReset: (id, hash, until) =>
      db.collection("passwordResets").insertOne({ _id: hash, userId: id.toHexString(), expiresAt: until }),
    close: () => client.close(),
  };
}
