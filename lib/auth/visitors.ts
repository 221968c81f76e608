import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { newId } from "@/lib/ids";
import { VISITOR_DAYS } from "@/lib/schemas";
import { getStore, type OpenEmbed, type VisitorRecord } from "@/lib/store";
import type { VisitorPrincipal } from "./scope";
import { nextAuthSecret } from "./secrets";
import { standing } from "./standing";

/*
 * A token is `cbv_`, the visitor's id, a secret of 192 bits and a signature of both: a forged one costs no query, and what
 * is stored is its hash alone.
 */
const MARK = "cbv_";
const FORM = /^cbv_([0-9a-f]{24})\.([\w-]{32})\.([\w-]{43})$/;
const DAY_MS = 86_400_000;
const LASTS_MS = VISITOR_DAYS * DAY_MS;
/** How far `expiresAt` may lag behind a visit; saves a write per request. */
const TOUCH_EVERY_MS = 3_600_000;

async function sign(id: string, secret: string): Promise<Buffer> {
  return createHmac("sha256", await nextAuthSecret())
    .update(`visitor:${id}.${secret}`)
    .digest();
}

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** What stands for an address where it is counted: nothing can be read from it, and it is another one in each project. */
export async function addressMark(projectId: string, address: string): Promise<string> {
  const text = `address:${projectId}:${address}`;
  return createHmac("sha256", await nextAuthSecret())
    .update(text)
    .digest("base64url")
    .slice(0, 22);
}

/** Whether a credential claims to be a visitor's. */
export const looksLikeVisitor = (credential: string): boolean => credential.startsWith(MARK);

/** How somebody comes in by the link as it is now. */
export const viaLink = ({ linkEpoch }: Pick<OpenEmbed, "linkEpoch">): string => `link:${linkEpoch}`;

/** Whether the door that a visitor came in by is open still. */
export function admits(embed: OpenEmbed, via: string): boolean {
  if (via.startsWith("link:")) return embed.link.mode !== "off" && via === viaLink(embed);
  return embed.settings.enabled && embed.settings.origins.includes(via);
}

/** Null when the project is gone meanwhile. The token is in this answer and nowhere else. */
export async function newVisitor(
  projectId: string,
  via: string,
  now: number = Date.now(),
): Promise<{ token: string; visitor: VisitorRecord } | null> {
  const id = newId();
  const secret = randomBytes(24).toString("base64url");
  const token = `${MARK}${id}.${secret}.${(await sign(id, secret)).toString("base64url")}`;
  const { embeds } = await getStore();
  const visitor = await embeds.addVisitor({
    id,
    projectId,
    via,
    tokenHash: hashOf(token),
    // Who never comes back is forgotten the next day: strangers can make many.
    expiresAt: now + DAY_MS,
  });
  return visitor && { token, visitor };
}

/** The visitor that a token belongs to, or null: forged, expired, ended, or the door they came by is closed. */
export async function findVisitor(token: string, now: number = Date.now()): Promise<VisitorPrincipal | null> {
  const [, id = "", secret = "", signature = ""] = FORM.exec(token) ?? [];
  const given = Buffer.from(signature, "base64url");
  const right = await sign(id, secret);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const { embeds } = await getStore();
  const found = await embeds.findVisitor(id, now);
  if (!found || !admits(found.embed, found.visitor.via)) return null;
  if (!timingSafeEqual(Buffer.from(found.tokenHash, "hex"), Buffer.from(hashOf(token), "hex"))) return null;
  if (found.visitor.expiresAt < now + LASTS_MS - TOUCH_EVERY_MS)
    await embeds.touchVisitor(id, now + LASTS_MS);
  return {
    kind: "visitor",
    userId: found.embed.ownerId,
    visitorId: id,
    projectId: found.embed.projectId,
    slug: found.embed.link.slug,
    permissions: [],
    via: "bearer",
  };
}

/** Whether a visitor is let in still. */
export async function visitorStands(id: string): Promise<boolean> {
  const found = await (await getStore()).embeds.findVisitor(id, Date.now());
  return found !== null && admits(found.embed, found.visitor.via);
}

const visits = standing("visitor-watch", visitorStands);

/** Calls `end` once when the visitor is ended or the door they came by is closed. @returns what ends the watching */
export const whileVisitorStands = (visitorId: string, end: () => void): (() => void) =>
  visits.watch(visitorId, end);

/** Call after an embed changed: ends the open answers of whoever may not be there any more. */
export const endLostVisits = (): Promise<void> => visits.check();

/** An assistant by its project's id or its link's name, as it is open to anybody; null when there is none. */
export async function openEmbed(name: string): Promise<OpenEmbed | null> {
  return (await getStore()).embeds.find(name);
}

/** The origins that may frame an assistant; none while it is off or unknown. */
export async function frameOrigins(name: string): Promise<string[]> {
  const embed = await openEmbed(name);
  return embed?.settings.enabled ? embed.settings.origins : [];
}
