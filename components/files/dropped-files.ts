/** Whether a drag carries files; text, links and page elements do not count. */
export function carriesFiles(transfer: DataTransfer | null): transfer is DataTransfer {
  return transfer?.types.includes("Files") ?? false;
}

/** The files of a drop; folders, which a browser hands over as unreadable files, are counted apart. */
export function droppedFiles(transfer: DataTransfer): { files: File[]; folders: number } {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory);
  const files = items.filter((item) => !folders.includes(item)).map((item) => item.getAsFile());
  return { files: files.filter((file) => file !== null), folders: folders.length };
}
