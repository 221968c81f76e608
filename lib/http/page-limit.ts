import { principalFromCookies } from "@/lib/auth";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { clientAddress } from "./address";
import { hitGeneral, hitVisit } from "./limits";

type Page = {
  headers: Headers;
  cookies: { get(name: string): { value: string } | undefined };
  secure: boolean;
  /** A place where visitors come in: many of them may share an address. */
  visit: boolean;
};

/**
 * Pages count like the API: what may be asked of the server in a window is the same, whoever draws it. Null: go on, also
 * when the store is away, which the page itself tells.
 */
export async function limitedPage({ headers, cookies, secure, visit }: Page): Promise<Response | null> {
  try {
    const address = clientAddress(headers);
    if (visit) {
      await hitVisit(address);
      return null;
    }
    const principal = await principalFromCookies(cookies, secure);
    await hitGeneral(principal?.userId, address);
    return null;
  } catch (error) {
    if (!isAppError(error, "rate_limited")) {
      log().warn({ err: error }, "a page could not be counted");
      return null;
    }
    const seconds = error.headers["Retry-After"] ?? "60";
    const minutes = Math.ceil(Number(seconds) / 60);
    return new Response(page(minutes === 1 ? "a minute" : `${minutes} minutes`), {
      status: 429,
      headers: { ...error.headers, "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
    });
  }
}

const page = (time: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Too many requests</title><body style="font:1rem/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem">
<h1 style="font-size:1.25rem">Too many requests</h1><p>Try again in ${time}. What you wrote is still in this browser.</p>`;
