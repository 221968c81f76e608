import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import nextEnv from "@next/env";
import { newId } from "./support/new-id.mjs";
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
    await database.audit(newId(), Date.now(), `operator.${command}`, String(user.id));
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function perform(database, user, env) {
  if (command === "make-admin") {
    await database.makeAdmin(user.id);
    return `${user.email} is an administrator.`;
  }
  if (command === "disable") {
    if (!(await database.disable(user.id))) throw new Error(LAST);
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
    makeAdmin: (id) => db.prepare("UPDATE users SET admin = 1, disabled = 0 WHERE id = ?").run(id),
    // One statement: of two who are disabled at once one stays.
    disable: (id) =>
      db
        .prepare(
          `UPDATE users SET disabled = 1 WHERE id = ?1 AND (admin = 0 OR disabled = 1 OR EXISTS
            (SELECT 1 FROM users WHERE admin = 1 AND disabled = 0 AND id <> ?1))`,
        )
        .run(id).changes > 0,
    endSessions: (id) => db.prepare("DELETE FROM sessions WHERE user_id = ?").run(id),
    endTwoStep: (id) => db.prepare("DELETE FROM second_factors WHERE user_id = ?").run(id),
    addReset: (id, hash, until) =>
      db
        .prepare("INSERT INTO password_resets (token_hash, user_id, expires_at) VALUES (?, ?, ?)")
        .run(hash, id, until),
    audit: (id, at, action, target) =>
      db
        .prepare("INSERT INTO audit (id, at, action, target_id, detail) VALUES (?, ?, ?, ?, '{}')")
        .run(id, at, action, target),
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
    makeAdmin: (id) => users.updateOne({ _id: id }, { $set: { admin: true, disabled: false } }),
    async disable(id) {
      const governs = { admin: true, disabled: { $ne: true } };
      const before = await users.findOne({ _id: id });
      const last = async () => (await users.findOne(governs)) === null;
      if (
        before.admin === true &&
        !before.disabled &&
        !(await users.findOne({ ...governs, _id: { $ne: id } }))
      )
        return false;
      await users.updateOne({ _id: id }, { $set: { disabled: true } });
      // Looked at again after writing: of two who are disabled at once one stays.
      if (before.admin !== true || before.disabled || !(await last())) return true;
      await users.updateOne({ _id: id }, { $set: { disabled: false } });
      return false;
    },
    endSessions: (id) => db.collection("sessions").deleteMany({ userId: id.toHexString() }),
    endTwoStep: (id) => db.collection("secondFactors").deleteOne({ _id: id.toHexString() }),
    addReset: (id, hash, until) =>
      db.collection("passwordResets").insertOne({ _id: hash, userId: id.toHexString(), expiresAt: until }),
    audit: (id, at, action, targetId) =>
      db
        .collection("audit")
        .insertOne({ _id: id, at, actorId: null, action, targetId, detail: {}, address: null }),
    close: () => client.close(),
  };
}
