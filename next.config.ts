import type { NextConfig } from "next";
import { assetPolicy, SECURITY_HEADERS } from "./lib/http/security-headers";

const https = { type: "header", key: "x-forwarded-proto", value: "https" } as const;
const assetHeaders = (secure: boolean) =>
  Object.entries({ ...SECURITY_HEADERS, "Content-Security-Policy": assetPolicy(secure) }).map(
    ([key, value]) => ({ key, value }),
  );

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a check of their own (`npm run typecheck`); a production install lacks the packages of the tests.
  typescript: { ignoreBuildErrors: true },
  // What Next serves by itself; pages get theirs from proxy.ts, routes from lib/http.
  headers: async () => [
    { source: "/_next/:path*", missing: [https], headers: assetHeaders(false) },
    { source: "/_next/:path*", has: [https], headers: assetHeaders(true) },
  ],
  // The linter runs as its own check; drivers and tokenizers stay outside the bundle.
  serverExternalPackages: [
    "mongodb",
    "gpt-tokenizer",
    "bcryptjs",
    "pino",
    "unpdf",
    "mammoth",
    "busboy",
    "file-type",
  ],
};

export default config;
