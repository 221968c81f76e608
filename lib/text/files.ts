import { plural } from "./plural";

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

const SHOWN = 5;
/** “a, b and c”; of many the first five, and how many there are beside them. */
function firstOf(names: string[]): string {
  if (names.length > SHOWN) return `${names.slice(0, SHOWN).join(", ")} and ${names.length - SHOWN} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What the pages of a project's files say. */
export const filesText = {
  title: "Files",
  list: "Project files",
  count: (files: string, max: string) => `${files} of ${max} files`,
  none: "No files yet. Replies can use what you add.",
  drop: "Drop files anywhere on this page, or paste them",
  add: "Add files to this project",
  rules: (readable: string, max: string) => `${readable}. Up to ${max} each.`,
  choose: "Choose files",
  chosen: "Files to add",
  pasted: (count: number) => `${plural(count, "pasted file")} added`,
  added: "added",
  passageCount: (count: number) => plural(count, "passage"),
  removeTitle: "Remove this file?",
  removeBody: (name: string) => `“${name}” will be deleted, and replies will no longer use it.`,
  removeConfirm: "Remove file",
  impact: {
    breaks: (cases: number) => `Breaks ${plural(cases, "test case")}`,
    names: (cases: string[]) => firstOf(cases),
    kept: (releases: number[]) =>
      `Releases that still use its text: ${firstOf(releases.toSorted((a, b) => a - b).map((number) => `v${number}`))}.`,
  },
  upload: {
    sent: (percent: number, size: string) => `${percent}% of ${size}`,
    saving: "Saving",
    waiting: "Waiting",
    label: (name: string) => `Uploading ${name}`,
    retry: (name: string) => `Try to upload ${name} again`,
    dismiss: (name: string) => `Dismiss ${name}`,
    cancel: (name: string) => `Cancel ${name}`,
  },
  kinds: { picture: "Image", text: "Text", other: "File" },
  read: (passages: number) =>
    passages > 0
      ? `What was read from the file: ${plural(passages, "passage")}.`
      : "What was read from the file.",
  picture: "Picture",
  pictureSeen: "Models that see pictures look at it when a message names it.",
  beingRead: "The file is being read. Its text appears here.",
  nothingRead: "No text was read from this file.",
  download: "Download",
  readAgain: "Read again",
  readAgainLabel: (name: string) => `Read ${name} again`,
  remove: "Remove",
  removeLabel: (name: string) => `Remove ${name}`,
  downloadLabel: (name: string) => `Download ${name}`,
  state: {
    waiting: "Waiting",
    reading: "Reading",
    preparing: "Preparing",
    ready: "Ready",
    failed: "Not readable",
  },
  lines: {
    label: (name: string) => `Lines of ${name}`,
    pages: "Parts of the file",
    span: (from: number, to: number, total: number) =>
      `Lines ${grouped(from)}–${grouped(to)} of ${grouped(total)}`,
    wrap: "Wrap lines",
    copy: "Copy these lines",
    passage: "The passage",
  },
  passages: {
    pages: "Passages",
    span: (from: number, to: number, total: number) =>
      `Passages ${grouped(from)}–${grouped(to)} of ${grouped(total)}`,
    one: (ordinal: number) => `Passage ${ordinal}`,
  },
  earlier: "Earlier",
  later: "Later",
  table: {
    label: (sheet: string) => (sheet ? `Sheet ${sheet}` : "Table"),
    row: "Row",
  },
  pdf: {
    view: "View",
    pages: "Pages",
    text: "Text",
    before: "Page before",
    next: "Next page",
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
    pageOf: (page: number, name: string) => `Page ${page} of ${name}`,
    opening: "Opening…",
    drawing: "Drawing the page",
    marked: "The passage is marked.",
    elsewhere: (page: number) => `The passage is on page ${page}.`,
    back: "Go there",
    unmarked: "The passage stands on this page; where exactly can’t be told. The Text tab shows it.",
    locked: "This PDF is protected by a password.",
    unreadable: "This PDF can’t be shown. Download it to open it elsewhere.",
    broken: "This PDF can’t be shown.",
    pageBroken: "This page can’t be shown.",
    slow: "This PDF takes too long to draw. Download it to open it elsewhere.",
  },
} as const;
