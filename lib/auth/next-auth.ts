import NextAuth, { type AuthOptions } from "next-auth";
import type { Adapter, AdapterAccount, AdapterUser } from "next-auth/adapters";
import { decode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { trustOwnHost } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { sendMail } from "@/lib/mail";
import { cutText, LIMITS, loginSchema } from "@/lib/schemas";
import { getStore, type Store } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { audit } from "./audit";
import { authenticate } from "./authenticate";
import {
  BROWSER_SESSION_SECONDS,
  claimsOf,
  cookieToken,
  findSession,
  openBrowserSession,
  secureCookies,
} from "./browser-session";
import { oauthProviders, vouchedAddress } from "./oauth";
import { PlainResponse } from "./plain-response";
import { providerName } from "./providers";
import { checkSecondFactor, hasSecondFactor } from "./second-factor";
import { nextAuthSecret } from "./secrets";
import { endLostSessions } from "./session-watch";
import { beginFirstSteps, needsSetUpCode } from "./set-up";
import { invitationIn, requireSignUp } from "./sign-up";
import { sendVerification } from "./verification";

/** What one next-auth request knows beyond its options. */
export type AuthCall = {
  secure: boolean;
  userAgent: string;
  /** The session that the browser brought along; a new sign-in ends it. */
  previous: { userId: string; sessionId: string; signedInAt: number } | null;
  /** Where the browser goes once it is signed in. */
  callbackUrl?: string | undefined;
  /** Set when something of ours failed where next-auth would have answered with its own words. */
  failure?: unknown;
  /** The address that the provider vouches for. */
  vouchedFor?: string | undefined;
};

function providers(call: AuthCall): AuthOptions["providers"] {
  const list: AuthOptions["providers"] = [
    CredentialsProvider({
      id: "credentials",
      name: "E-mail and password",
      credentials: { email: { type: "email" }, password: { type: "password" }, totp: { type: "text" } },
      authorize: async (credentials) => {
        const input = loginSchema.safeParse(credentials);
        if (!input.success) return null;
        const user = await keepFailure(call, () => authenticate(input.data.email, input.data.password));
        if (!user) return null;
        // next-auth hands the messages on as the error's code.
        if (user.awaitsVerification) {
          await sendVerification(user);
          throw new Error("EmailNotConfirmed");
        }
        const { totp } = input.data;
        const step = await keepFailure(call, () => checkSecondFactor(user.id, totp));
        if (step !== "passed") throw new Error(step === "wrong" ? "CodeWrong" : "CodeMissing");
        return user;
      },
    }),
  ];
  list.push(...oauthProviders());
  return list;
}

/** next-auth turns what its callbacks throw into redirects and cleared cookies; this remembers it. */
async function keepFailure<T>(call: AuthCall, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    call.failure = error;
    throw error;
  }
}

/**
 * The store's adapter, with less to keep: a provider's tokens are of no use to us, so they are not stored; names are
 * cut to what our own forms allow.
 */
function adapterOf(store: Store): Adapter {
  const adapter = store.authAdapter() as Adapter;
  return {
    ...adapter,
    createUser: (user: Omit<AdapterUser, "id">) =>
      adapter.createUser({ ...user, name: user.name && cutText(user.name, LIMITS.nameMax) } as AdapterUser),
    linkAccount: ({ userId, type, provider, providerAccountId }: AdapterAccount) =>
      adapter.linkAccount({ userId, type, provider, providerAccountId }),
  };
}

async function authOptions(call: AuthCall): Promise<AuthOptions> {
  trustOwnHost();
  const store = await getStore();
  return {
    secret: await nextAuthSecret(),
    adapter: adapterOf(store),
    providers: providers(call),
    session: { strategy: "jwt", maxAge: BROWSER_SESSION_SECONDS },
    useSecureCookies: secureCookies(call.secure),
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in", signOut: "/" },
    jwt: {
      maxAge: BROWSER_SESSION_SECONDS,
      // Everything next-auth does with a cookie starts here, linking of accounts too: a revoked one is none.
      decode: (params) =>
        keepFailure(call, async () => {
          const token = await decode(params).catch(() => null);
          const claims = claimsOf(token);
          const found = claims && (await findSession(claims));
          return claims && found?.session.kind === "browser" ? cookieToken(found.user, claims) : null;
        }),
    },
    callbacks: {
      signIn: async ({ account, profile, user }) => {
        if (account?.type !== "oauth") return true;
        if (!(await mayLink(store, call, account))) return "/sign-in?error=LinkNeedsProof";
        const vouched = vouchedAddress(account.provider, profile);
        if (!vouched) return false;
        call.vouchedFor = vouched;
        if ((await store.users.get(user.id))?.disabled) return false;
        return keepFailure(call, () => mayOpen(store, call, account, vouched));
      },
      redirect: ({ url, baseUrl }) => {
        if (!URL.canParse(url, baseUrl)) return baseUrl;
        const target = new URL(url, baseUrl);
        return target.origin === baseUrl ? target.href : baseUrl;
      },
      jwt: ({ token, user, account }) =>
        keepFailure(call, async () => {
          if (!user) return token;
          const record = await store.users.get(user.id);
          if (!record) throw new Error("The account is gone");
          const { previous } = call;
          if (previous) {
            await store.sessions.revoke(previous.userId, previous.sessionId);
            await endLostSessions(previous.userId);
          }
          // Who comes from elsewhere gave no code yet.
          const waits = account?.type === "oauth" && (await hasSecondFactor(record.id));
          if (!waits) await audit({ actorId: record.id, action: "sign-in", targetId: record.id });
          const kind = waits ? "second-step" : "browser";
          return cookieToken(record, await openBrowserSession(record, call.userAgent, kind));
        }),
      session: ({ session, token }) => ({
        ...session,
        user: { id: token.sub, name: token.name, email: token.email, image: token.picture },
      }),
    },
    events: {
      createUser: async ({ user }) => {
        const record = await store.users.get(user.id);
        if (record) await beginFirstSteps(record);
        await audit({ actorId: user.id, action: "sign-up", targetId: user.id });
      },
      linkAccount: async ({ user, account }) => {
        const { vouchedFor, previous } = call;
        if (vouchedFor) await store.users.verifyEmail(user.id, vouchedFor, Date.now());
        await audit({
          actorId: user.id,
          action: "sign-in.link",
          targetId: user.id,
          detail: { provider: account.provider },
        });
        if (previous && user.email)
          sendMail(user.email, "linked", mailText.linked(providerName(account.provider)));
      },
      signOut: async ({ token }) => {
        const claims = claimsOf(token);
        if (!claims) return;
        await keepFailure(call, () => store.sessions.revoke(claims.userId, claims.sid));
        await endLostSessions(claims.userId);
      },
    },
    logger: {
      // A cookie that has ended is no event worth an operator's time.
      error: (code, metadata) => {
        const level = code === "JWT_SESSION_ERROR" ? "debug" : "warn";
        const err = metadata instanceof Error ? metadata : metadata.error;
        log()[level]({ code, err }, "next-auth");
      },
      warn: (code) => log().debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

/** How long a sign-in stands in for proof that it is the owner who links another way to sign in. */
const FRESH_MS = 10 * 60_000;

/**
 * next-auth links an account of a provider that it does not know to whoever is signed in, for good: a session that was
 * left open somewhere must not be enough for that.
 */
async function mayLink(
  store: Store,
  { previous }: AuthCall,
  { provider, providerAccountId }: Pick<AdapterAccount, "provider" | "providerAccountId">,
): Promise<boolean> {
  if (!previous || Date.now() - previous.signedInAt < FRESH_MS) return true;
  const known = await adapterOf(store).getUserByAccount?.({ provider, providerAccountId });
  return Boolean(known);
}

/**
 * A provider's account that is known signs in, and one that is being linked needs no account of its own. One that shares
 * an address with an account opens it where both sides have shown that the address is theirs: whoever signed up with
 * somebody else's address must not have them walk in.
 */
async function mayOpen(
  store: Store,
  { previous, callbackUrl }: AuthCall,
  { provider, providerAccountId }: Pick<AdapterAccount, "provider" | "providerAccountId">,
  email: string,
): Promise<boolean | string> {
  if (previous || (await adapterOf(store).getUserByAccount?.({ provider, providerAccountId }))) return true;
  const same = (await store.users.credentialsByEmail(email))?.user;
  if (same) return !same.disabled && same.emailVerified ? true : "/sign-in?error=OAuthAccountNotLinked";
  if (await needsSetUpCode()) return "/sign-up?error=SetUpCode";
  return requireSignUp(email, invitationIn(callbackUrl)).then(
    () => true,
    (error) => {
      if (isAppError(error, "forbidden")) return "/sign-in?error=SignUpRefused";
      throw error;
    },
  );
}

export type AuthRequest = {
  method: "GET" | "POST";
  action: string;
  provider: string | undefined;
  query: Record<string, string>;
  body: Record<string, string>;
  cookies: Record<string, string>;
  headers: Record<string, string>;
};

/**
 * Runs next-auth on a plain request. Its own App Router entry reads cookies through `next/headers`, which exists only
 * inside Next; its other entry takes any object that looks like a request.
 */
export async function runNextAuth(request: AuthRequest, call: AuthCall): Promise<Response> {
  const { action, provider, method, body, cookies, headers } = request;
  const query = { ...request.query, nextauth: provider ? [action, provider] : [action] };
  call.callbackUrl = cookies[`${secureCookies(call.secure) ? "__Secure-" : ""}next-auth.callback-url`];
  const answer = new PlainResponse();
  await NextAuth(
    { method, query, body, cookies, headers } as never,
    answer as never,
    await authOptions(call),
  );
  if (call.failure !== undefined && !isAccountProblem(call.failure)) throw call.failure;
  return answer.toResponse();
}

/** An e-mail that is taken ends in next-auth's own error redirect, which the sign-in page explains. */
function isAccountProblem(error: unknown): boolean {
  return isAppError(error, "user_exists");
}
