/** What is said of files that hang over the window or can't be taken. Apart from `files.ts`: every page of a project carries it. */
export const fileDropText = {
  noFolders: "Folders can’t be added. Drop the files inside them.",
  toProject: "Drop to add to this project",
  tooMany: (max: number) => `A project can have at most ${max} files. Remove one first.`,
  unreadable: (kind: string, readable: string) =>
    `This is ${kind}, which can’t be read. Files can be ${readable}.`,
  empty: "This file is empty.",
  tooLarge: (size: string, max: string) => `This file is ${size}; the limit is ${max}.`,
} as const;
