/** Where a passage is shown in its file. */
export function passageHref(projectId: string, fileId: string, ordinal: number): string {
  const file = `/projects/${encodeURIComponent(projectId)}/files/${encodeURIComponent(fileId)}`;
  return `${file}?at=${ordinal}#passage-${ordinal}`;
}
