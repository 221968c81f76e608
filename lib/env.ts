import { z } from "zod";

/**
 * The only reader of `process.env`. Every variable is optional unless `MONGODB_URI` is set in production.
 * `.env.local.example` lists the same keys; a test compares the two.
 */
const text = z.preprocess(
  (v) => (typeof v === "string" && v.trim() === "" ? undefined : v),
  z.string().trim().optional(),
);
const int = (fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (v) => (v === undefined || v === "" ? fallback : v),
    z.coerce.number().int().min(min).max(max),
  );
const flag = z.preprocess((v) => v === "1" || v === "true" || v === true, z.boolean());

/** US dollars per million tokens, by model. */
export type ModelPrice = { prompt: number; completion: number };
export type ModelPrices = Record<string, ModelPrice>;

const price = z.number({ error: "must be a number" }).min(0, "must not be negative");
const pricesSchema = z.record(z.string(), z.object({ prompt: price, completion: price }));
const PRICES_FORM = 'use {"<model>": {"prompt": <price per million tokens>, "completion": <price>}}';

function parsePrices(value: string | undefined, ctx: z.RefinementCtx): ModelPrices | undefined {
  if (value === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    ctx.addIssue(`is not valid JSON; ${PRICES_FORM}`);
    return z.NEVER;
  }
  const prices = pricesSchema.safeParse(json);
  if (prices.success) return prices.data;
  const [issue] = prices.error.issues;
  const place = issue && issue.path.length > 0 ? `${issue.path.map(String).join(".")} ` : "";
  ctx.addIssue(`${place}${issue?.message ?? "is not valid"}; ${PRICES_FORM}`);
  return z.NEVER;
}

const MB = 1024 * 1024;

export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).catch("development"),
  PORT: int(3000, 0, 65_535),
  /** Set by the platform: functions there have no lasting disk. */
  VERCEL: flag,

  /** Unset: one SQLite file under `DATA_DIR`. */
  MONGODB_URI: text,
  DATA_DIR: z.preprocess((v) => v || "./data", z.string()),

  JWT_SECRET: text,
  /** Lifetime of API tokens: `7d`, `12h`, `30m`, `45s` or seconds. */
  JWT_EXPIRES_IN: z.preprocess(
    (v) => v || "7d",
    z.string().regex(/^\d+\s*[smhdw]?$/, "use a number with s, m, h, d or w"),
  ),
  NEXTAUTH_SECRET: text,
  /** Keys that are kept encrypted hang on it; absent: on `NEXTAUTH_SECRET`. */
  ENCRYPTION_SECRET: text,
  /** What it was before: keys that it sealed are sealed anew. */
  ENCRYPTION_SECRET_PREVIOUS: text,
  NEXTAUTH_URL: text,
  GITHUB_CLIENT_ID: text,
  GITHUB_CLIENT_SECRET: text,
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  /** An issuer of OpenID Connect; its discovery document is at `<issuer>/.well-known/openid-configuration`. */
  OIDC_ISSUER: text.refine(isWebAddress, "must be an address that begins with http:// or https://"),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text,
  /** What the button says: "Continue with …". */
  OIDC_NAME: z.preprocess((v) => v || "single sign-on", z.string().max(60)),
  /** The issuer gives only addresses that are its people's, without saying `email_verified`. */
  OIDC_TRUST_EMAIL: flag,
  /** Sends mails; unset: links are shown to copy, those for passwords and addresses go to the log. */
  SMTP_URL: text.refine(
    (v) => !v || (/^smtps?:\/\//i.test(v) && URL.canParse(v)),
    "must be an address that begins with smtp:// or smtps://",
  ),
  /** `Name <address>` or an address. */
  MAIL_FROM: text.refine((v) => !v || !/[\r\n]/.test(v), "must be one line"),
  /** bcrypt cost; lower than 12 is accepted only under NODE_ENV=test. */
  BCRYPT_COST: int(12, 4, 15),

  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: text.refine(isWebAddress, "must be an address that begins with http:// or https://"),
  OPENAI_DEFAULT_MODEL: text,
  /** Also send project files to the provider's files endpoint, purpose `assistants`. */
  OPENAI_UPLOAD_FILES: flag,
  /** Turns on vector retrieval beside BM25. */
  EMBEDDING_MODEL: text,
  /** Models that can be given pictures, comma-separated, `*` for anything; beside those known to (lib/ai/vision.ts). */
  VISION_MODELS: text,
  PROVIDER_FIRST_BYTE_MS: int(60_000, 1),
  PROVIDER_IDLE_MS: int(60_000, 1),
  /** JSON: { "<model>": { "prompt": <US dollars per million tokens>, "completion": … } }. */
  MODEL_PRICES: text.transform(parsePrices),

  /** Hosts, addresses and ranges on the own network that requests to addresses of others' choice may reach, comma-separated. */
  ALLOWED_PRIVATE_HOSTS: text,

  /** Where the source of this installation can be read; the landing page links to it. */
  SOURCE_URL: z.preprocess((v) => v || undefined, z.url({ protocol: /^https?$/ }).optional()),

  /** Origins that may call the API from a browser, comma-separated. */
  FRONTEND_URL: z.preprocess((v) => v || "http://localhost:3000", z.string()),
  RATE_LIMIT_WINDOW_MS: int(900_000, 1),
  RATE_LIMIT_MAX_REQUESTS: int(100, 1),
  RATE_LIMIT_SIGN_IN_MAX: int(20, 1),
  /** Number of proxies in front whose forwarded address counts; 0 trusts none. `1`/`true` is one. */
  TRUST_PROXY: z.preprocess(
    (v) => (v === "true" ? 1 : v === undefined || v === "" || v === "false" ? 0 : v),
    z.coerce.number().int().min(0).max(10),
  ),
  /** Bytes; 25 MB, or 4 MB on Vercel whose functions take bodies of at most 4.5 MB. */
  MAX_FILE_BYTES: z.preprocess((v) => (v === "" ? undefined : v), z.coerce.number().int().min(1).optional()),

  /** Share links that one user may have. */
  MAX_SHARES_PER_USER: int(500, 1),
  /** Event streams that one user may have open, and replies under way, in one process. */
  MAX_STREAMS_PER_USER: int(100, 1),
  MAX_REPLIES_PER_USER: int(100, 1),
  /** Bytes that the files of one user may take together. */
  MAX_STORAGE_PER_USER: int(5 * 1024 * 1024 * 1024, 1),
  /** Milliseconds after which a reply ends as one that reached its length. */
  MAX_REPLY_MS: int(1_800_000, 1),

  /** Open connections of this process, and of one address (not counted behind a proxy). */
  MAX_CONNECTIONS: int(5_000, 1),
  MAX_CONNECTIONS_PER_ADDRESS: int(1_000, 1),
  /** Time for a request's header, for its body, and for a connection without a request. */
  HEADER_TIMEOUT_MS: int(15_000, 1),
  BODY_TIMEOUT_MS: int(300_000, 1),
  IDLE_TIMEOUT_MS: int(10_000, 1),

  /** Opens `/api/metrics`; unset: there is none. */
  METRICS_TOKEN: text.refine(
    (v) => !v || /^\S{16,}$/.test(v),
    "must have at least 16 characters and no spaces",
  ),
  /** OpenTelemetry's own: where traces go, whether they do, and by which name. */
  OTEL_EXPORTER_OTLP_ENDPOINT: text.refine(
    isWebAddress,
    "must be an address that begins with http:// or https://",
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: text.refine(
    isWebAddress,
    "must be an address that begins with http:// or https://",
  ),
  OTEL_SDK_DISABLED: flag,
  OTEL_SERVICE_NAME: text,

  SHUTDOWN_GRACE_MS: int(10_000),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).catch("info"),
});

function isWebAddress(value: string | undefined): boolean {
  return !value || (/^https?:\/\//i.test(value) && URL.canParse(value));
}

export type Env = Omit<z.infer<typeof envSchema>, "MAX_FILE_BYTES"> & { MAX_FILE_BYTES: number };

/**
 * Parses a set of variables.
 * @throws Error with one line per faulty variable; the values themselves are never printed.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = envSchema.safeParse(source);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Configuration is not valid:\n${lines.join("\n")}`);
  }
  const env = result.data;
  if (env.VERCEL && !env.MONGODB_URI) {
    throw new Error("On Vercel nothing on disk lasts: set MONGODB_URI to a MongoDB database.");
  }
  if (env.MONGODB_URI && env.NODE_ENV === "production") {
    const missing = (["JWT_SECRET", "NEXTAUTH_SECRET"] as const).filter((name) => !env[name]);
    if (missing.length > 0)
      throw new Error(`With MONGODB_URI in production these must be set: ${missing.join(", ")}.`);
  }
  if (env.BCRYPT_COST < 12 && env.NODE_ENV !== "test") env.BCRYPT_COST = 12;
  return { ...env, MAX_FILE_BYTES: env.MAX_FILE_BYTES ?? (env.VERCEL ? 4 * MB : 25 * MB) };
}

let cached: Env | undefined;

/** The process's configuration, parsed on first use (never at build time). */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** For tests that change `process.env`. */
export function resetEnv(): void {
  cached = undefined;
}

/** Whether a provider is configured; without one the demo model answers. */
export function providerConfigured(e: Env = env()): boolean {
  return Boolean(e.OPENAI_API_KEY || e.OPENAI_BASE_URL);
}

/**
 * Makes next-auth take its own address from the request, so that any port and any TLS proxy works without
 * `NEXTAUTH_URL`. Forwarded hosts of strangers are dropped before it sees them.
 */
export function trustOwnHost(): void {
  // next-auth takes an empty VERCEL for the platform's answer, and then trusts nothing.
  if (!process.env.VERCEL) delete process.env.VERCEL;
  process.env.AUTH_TRUST_HOST ||= "1";
}
