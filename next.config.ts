import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { NextConfig } from "next";
import { assetPolicy, SECURITY_HEADERS } from "./lib/http/security-headers";

const https = { type: "header", key: "x-forwarded-proto", value: "https" } as const;
const assetHeaders = (secure: boolean) =>
  Object.entries({ ...SECURITY_HEADERS, "Content-Security-Policy": assetPolicy(secure) }).map(
    ([key, value]) => ({ key, value }),
  );

const ICON = "/icon.svg";
/** For other sites' pages. */
const WIDGET = "/embed.js";

/** Packages that the file reader imports in its own process, which no bundler sees (decision 13). */
const READER_PACKAGES = [
  "@orama/stemmers",
  "fflate",
  "file-type",
  "htmlparser2",
  "jschardet",
  "mammoth",
  "markdown-it",
  "papaparse",
  "postal-mime",
  "unpdf",
];

/** Where a package and all that it needs lie. */
function packageFolders(names: string[], from: string, found = new Set<string>()): Set<string> {
  for (const name of names) {
    const parents = [path.join(from, "node_modules", name), path.join("node_modules", name)];
    const folder = parents.find((parent) => existsSync(path.join(parent, "package.json")));
    if (!folder || found.has(folder)) continue;
    found.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    packageFolders(Object.keys(dependencies), folder, found);
  }
  return found;
}

const readerFiles = [
  "./package.json",
  "./lib/tokens.ts",
  "./lib/knowledge/**/*.{ts,mts}",
  // Character maps and standard fonts for pdf.js; of the rest of the package nothing is used.
  "./node_modules/pdfjs-dist/{cmaps,standard_fonts}/*",
  ...[...packageFolders(READER_PACKAGES, ".")].map((folder) => `./${folder}/**/*.{js,mjs,cjs,json}`),
];

const config: NextConfig = {
  // A platform that takes only what is traced (Vercel) gets the reader's sources too, so that files are read apart there as well.
  outputFileTracingIncludes: { "/**": readerFiles, "/docs/**": ["./docs/*.md"] },
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a check of their own (`npm run typecheck`); a production install lacks the packages of the tests.
  typescript: { ignoreBuildErrors: true },
  // What Next serves by itself; pages get theirs from proxy.ts, routes from lib/http.
  headers: async () => [
    ...["/_next/:path*", ICON, WIDGET, "/icons/:path*", "/manifest.webmanifest"].flatMap((source) => [
      { source, missing: [https], headers: assetHeaders(false) },
      { source, has: [https], headers: assetHeaders(true) },
    ]),
    {
      source: WIDGET,
      headers: [
        { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
        { key: "Cache-Control", value: "public, max-age=3600" },
      ],
    },
    // Browsers ask for it at every change of address. Its own address changes with it.
    { source: ICON, headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }] },
  ],
  // The linter runs as its own check; drivers and tokenizers stay outside the bundle.
  serverExternalPackages: [
    "mongodb",
    "gpt-tokenizer",
    "bcryptjs",
    "pino",
    "unpdf",
    "jschardet",
    "mammoth",
    "busboy",
    "file-type",
    "nodemailer",
    "prom-client",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
  ],
};

export default config;
