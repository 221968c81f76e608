/** A real mail server on a port of its own that keeps what it is given. */
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { vi } from "vitest";

export type Mail = Email & { raw: string; recipients: string[] };
export type MailServer = {
  url: string;
  mails: Mail[];
  /** Answers the next deliveries with these codes before it takes one. */
  refuse: number[];
  /** The mail to this address that came last, once there are `count`. */
  mailTo(address: string, count?: number): Promise<Mail>;
  close(): Promise<void>;
};

export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  const refuse: number[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", async () => {
        const code = refuse.shift();
        if (code) return done(Object.assign(new Error("not now"), { responseCode: code }));
        const raw = Buffer.concat(chunks);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ ...(await PostalMime.parse(raw)), raw: raw.toString("utf8"), recipients });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const to = (address: string) => mails.filter((mail) => mail.recipients.includes(address));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse,
    mailTo: async (address, count = 1) =>
      vi.waitFor(
        () => {
          const last = to(address).at(-1);
          if (!last || to(address).length < count) throw new Error(`No mail to ${address}`);
          return last;
        },
        { timeout: 10_000, interval: 10 },
      ),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The link of a mail, as its plain text has it. */
export function linkOf({ text = "" }: Mail): URL {
  return new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? "missing:");
}
