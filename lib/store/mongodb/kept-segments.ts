import type { Context } from "./client";
import type { FileDoc } from "./collections";

/** Sets a file's published segment aside where a release names it, before its file goes or names another one. */
export async function keepSegment(
  ctx: Context,
  { segmentId, filename, mimeType }: Pick<FileDoc, "segmentId" | "filename" | "mimeType">,
): Promise<void> {
  if (!segmentId) return;
  const named = await ctx.c.releases.findOne({ "files.segmentId": segmentId }, { projection: { _id: 1 } });
  if (!named) return;
  let bytes = 0;
  for await (const blob of ctx.c.segmentBlobs.find({ segmentId })) bytes += blob.data.length();
  const kept = { filename, mediaType: mimeType, bytes };
  await ctx.c.segments.updateOne({ _id: segmentId }, { $set: { kept } });
}

/** Removes a file's segments, but those that are kept (or `except`). */
export async function dropSegments(
  ctx: Context,
  fileId: string,
  except: string | null = null,
): Promise<void> {
  const all = await ctx.c.segments.find({ fileId }, { projection: { kept: 1 } }).toArray();
  const going = all.filter(({ _id, kept }) => !kept && _id !== except).map(({ _id }) => _id);
  const staying = all.map(({ _id }) => _id).filter((id) => !going.includes(id));
  const rest = staying.length > 0 ? { $nin: staying } : { $exists: true };
  await ctx.c.segmentBlobs.deleteMany(except ? { segmentId: { $in: going } } : { fileId, segmentId: rest });
  await ctx.c.segments.deleteMany({ _id: { $in: going } });
}
