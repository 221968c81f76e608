import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Transporter } from "nodemailer";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { keepAlive, perProcess } from "@/lib/platform";
import { PRODUCT_NAME } from "@/lib/product";
import { getStore } from "@/lib/store";
import type { MailWords } from "@/lib/text/mail";
import { letterOf } from "./letter";

/** Mails that wait or are being sent in this process; what comes beyond is dropped, and the log says so. */
const WAITING_MAX = 500;
/** Mails that one address gets in an hour, whoever asks for them: nobody can have somebody flooded. */
const PER_HOUR = 20;
const HOUR_MS = 3_600_000;
/** Milliseconds before another attempt, when a server is away or says "later". */
const AGAIN_AFTER = [250, 5_000];

type Office = { transport?: { url: string; made: Promise<Transporter> } | undefined; waiting: number };
const office = () => perProcess<Office>("mail", () => ({ waiting: 0 }));

/** Whether mails are sent; without `SMTP_URL` links are shown to copy, or go to the operator's log. */
export const mailConfigured = (): boolean => env().SMTP_URL !== undefined;

/**
 * Sends a mail, behind the request: never waits, never fails. What could not be sent is in the log, by its kind and without
 * its link. `kind` names it there. Does nothing without `SMTP_URL`.
 */
export function sendMail(to: string, kind: string, words: MailWords, url?: string): void {
  if (!mailConfigured()) return;
  const state = office();
  if (state.waiting >= WAITING_MAX) {
    log().error({ kind }, "too many mails wait; one was dropped");
    return;
  }
  state.waiting++;
  const sent = deliver(to, kind, words, url)
    .catch((err) => log().error({ kind, err: plain(err) }, "a mail was not sent"))
    .finally(() => {
      state.waiting--;
    });
  keepAlive(sent);
}

async function deliver(to: string, kind: string, words: MailWords, url: string | undefined): Promise<void> {
  if (!(await mayGet(to))) return log().warn({ kind }, "an address gets too many mails; one was dropped");
  const letter = letterOf(words, url);
  // An address of its own, never a line of a header: a comma in it makes no second recipient.
  const mail = { ...letter, from: sender(), to: { name: "", address: to } };
  for (let attempt = 0; ; attempt++) {
    try {
      await (await transport()).sendMail(mail);
      return;
    } catch (error) {
      const pause = AGAIN_AFTER[attempt];
      if (pause === undefined || !isPassing(error)) throw error;
      await wait(pause, undefined, { ref: true });
    }
  }
}

async function mayGet(to: string): Promise<boolean> {
  const { rateLimits } = await getStore();
  const whose = createHash("sha256").update(to.toLowerCase()).digest("base64url");
  return (await rateLimits.hit(`mail:${whose}`, HOUR_MS, Date.now())).count <= PER_HOUR;
}

function sender() {
  const { MAIL_FROM, SMTP_URL, NEXTAUTH_URL } = env();
  const host = new URL(NEXTAUTH_URL ?? SMTP_URL ?? "http://localhost").hostname;
  return MAIL_FROM ?? { name: PRODUCT_NAME, address: `no-reply@${host}` };
}

/** Loaded when the first mail goes out; one pool of connections for the process. */
function transport(): Promise<Transporter> {
  const state = office();
  const url = env().SMTP_URL ?? "";
  if (state.transport?.url !== url) {
    const made = import("nodemailer").then(({ createTransport }) =>
      createTransport({
        url,
        pool: true,
        maxConnections: 2,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        socketTimeout: 30_000,
        disableFileAccess: true,
        disableUrlAccess: true,
      } as object),
    );
    state.transport = { url, made };
  }
  return state.transport.made;
}

/** A server that can't be reached, or one that says to come again (4xx). */
function isPassing(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode !== undefined) return responseCode >= 400 && responseCode < 500;
  return ["ECONNECTION", "ESOCKET", "ETIMEDOUT", "EDNS"].includes(code ?? "");
}

/** What failed without what was sent: an error may name the recipient or quote the mail. */
function plain(error: unknown) {
  const { code, responseCode, command } = error as Record<string, unknown>;
  return { code, responseCode, command };
}
