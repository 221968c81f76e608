import type { EmbedLink } from "@/lib/schemas";
import type { EmbedRecord, VisitorRecord } from "../types";

/** `_id` is the project's. */
export type EmbedDoc = Omit<EmbedRecord, "projectId" | "link"> & {
  _id: string;
  link: EmbedLink;
  passwordHash: string | null;
};
/** `_id` is the slug: its insert takes the name. */
export type EmbedSlugDoc = { _id: string; projectId: string };
export type VisitorDoc = Omit<VisitorRecord, "id"> & { _id: string; tokenHash: string };
