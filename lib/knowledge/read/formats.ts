/** What the reader can tell apart. Everything from `image` on holds no text that it could take. */
export type Format =
  | "pdf"
  | "docx"
  | "pptx"
  | "xlsx"
  | "odt"
  | "epub"
  | "html"
  | "markdown"
  | "csv"
  | "json"
  | "code"
  | "text"
  | "rtf"
  | "mail"
  | "image"
  | "locked-office"
  | "old-office"
  | "binary";

export type DetectedType = {
  format: Format;
  mimeType: string;
  /** Programming language of `code`, by its usual short name. */
  language?: string;
};

/** Formats that can be read, as people call them. */
export const READABLE_NAMES =
  "PDF, Word, PowerPoint, Excel, OpenDocument, EPUB, RTF, e-mail, HTML, Markdown, CSV, JSON, plain text and source code";

export const OFFICE_MIME = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  epub: "application/epub+zip",
} as const;

const CODE_EXTENSIONS: Record<string, string> = {
  bash: "shell",
  bat: "batch",
  c: "c",
  cc: "cpp",
  cfg: "ini",
  clj: "clojure",
  cmake: "cmake",
  conf: "ini",
  cpp: "cpp",
  cs: "csharp",
  css: "css",
  cts: "typescript",
  cxx: "cpp",
  dart: "dart",
  diff: "diff",
  dockerfile: "dockerfile",
  env: "ini",
  erl: "erlang",
  ex: "elixir",
  exs: "elixir",
  fs: "fsharp",
  go: "go",
  gradle: "groovy",
  graphql: "graphql",
  groovy: "groovy",
  h: "c",
  hpp: "cpp",
  hs: "haskell",
  ini: "ini",
  java: "java",
  jl: "julia",
  js: "javascript",
  jsx: "javascript",
  kt: "kotlin",
  kts: "kotlin",
  less: "less",
  lua: "lua",
  m: "objective-c",
  makefile: "make",
  mjs: "javascript",
  ml: "ocaml",
  mts: "typescript",
  cjs: "javascript",
  nix: "nix",
  patch: "diff",
  php: "php",
  pl: "perl",
  pm: "perl",
  properties: "ini",
  proto: "protobuf",
  ps1: "powershell",
  py: "python",
  r: "r",
  rb: "ruby",
  rs: "rust",
  sass: "sass",
  scala: "scala",
  scss: "scss",
  sh: "shell",
  sql: "sql",
  svelte: "svelte",
  swift: "swift",
  tex: "latex",
  tf: "terraform",
  toml: "toml",
  ts: "typescript",
  tsx: "typescript",
  vb: "vb",
  vue: "vue",
  xml: "xml",
  xsl: "xml",
  svg: "xml",
  yaml: "yaml",
  yml: "yaml",
  zig: "zig",
  zsh: "shell",
};

/** Language of a source file by its name, or null. */
export function languageOf(filename: string): string | null {
  const base = filename.toLowerCase().split(/[\\/]/).pop() ?? "";
  const extension = base.includes(".") ? (base.split(".").pop() ?? "") : base;
  return CODE_EXTENSIONS[extension] ?? null;
}

export function extensionOf(filename: string): string {
  const match = /\.([a-z0-9]{1,12})$/i.exec(filename);
  return match?.[1]?.toLowerCase() ?? "";
}
