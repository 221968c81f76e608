import {
  Archive,
  ArchiveRestore,
  Braces,
  FileText,
  FolderInput,
  Pencil,
  Pin,
  PinOff,
  Printer,
  Share2,
  Trash2,
} from "lucide-react";

/** What can be done to a chat has one icon, in its menu and in the palette. */
export const chatIcons = {
  rename: Pencil,
  share: Share2,
  pin: Pin,
  unpin: PinOff,
  markdown: FileText,
  json: Braces,
  move: FolderInput,
  print: Printer,
  archive: Archive,
  restore: ArchiveRestore,
  delete: Trash2,
};
