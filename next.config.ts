import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
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
