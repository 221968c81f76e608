import { MongoDBAdapter } from "@auth/mongodb-adapter";
import { ObjectId } from "mongodb";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { invalid } from "@/lib/errors";
import type { Context } from "./client";
import { AUTH_COLLECTIONS } from "./collections";
import { guarded } from "./errors";
import { removeUser } from "./removal";
import { normalEmail, withFirstAdmin } from "./users";

/** What next-auth may see of a user: its own fields, never our hash or counters. */
function toAdapterUser(user: unknown): AdapterUser {
  const { id, email, name, image, emailVerified } = user as AdapterUser;
  return { id, email, name: name ?? null, image: image ?? null, emailVerified: emailVerified ?? null };
}

/** The published MongoDB adapter on our client and collections, its users being ours. */
export function authAdapter(ctx: Context): Adapter {
  const base = MongoDBAdapter(ctx.client, {
    databaseName: ctx.db.databaseName,
    collections: AUTH_COLLECTIONS,
  }) as unknown as Required<Adapter>;

  const adapter: Adapter = {
    ...base,

    async createUser(data: Omit<AdapterUser, "id">) {
      if (!data.email) throw invalid("email", "This account has no e-mail address");
      const email = normalEmail(data.email);
      const now = Date.now();
      const user = {
        name: data.name?.trim() || (email.split("@")[0] ?? ""),
        email,
        image: data.image ?? null,
        emailVerified: data.emailVerified ?? null,
        passwordHash: null,
        ver: 1,
        createdAt: now,
        updatedAt: now,
      };
      const made = await base.createUser(user as Parameters<typeof base.createUser>[0]);
      await withFirstAdmin(ctx, new ObjectId(made.id));
      return toAdapterUser(made);
    },

    async getUser(id) {
      const user = await base.getUser(id);
      return user && toAdapterUser(user);
    },

    async getUserByEmail(email) {
      const user = await base.getUserByEmail(normalEmail(email));
      return user && toAdapterUser(user);
    },

    async getUserByAccount(account) {
      const user = await base.getUserByAccount(account);
      return user && toAdapterUser(user);
    },

    async updateUser({ id, name, email, image, emailVerified }) {
      const change = {
        id,
        ...(name != null && { name }),
        ...(email !== undefined && { email: normalEmail(email) }),
        ...(image !== undefined && { image }),
        ...(emailVerified !== undefined && { emailVerified }),
        updatedAt: Date.now(),
      };
      return toAdapterUser(await base.updateUser(change));
    },

    async deleteUser(id) {
      await removeUser(ctx, id);
    },

    async getSessionAndUser(token) {
      const found = await base.getSessionAndUser(token);
      return found && { session: found.session, user: toAdapterUser(found.user) };
    },
  };
  return guarded(adapter);
}
