export { downloadName, safeFilename } from "./filename";
export { copyHead, fileTooLarge, getFile, listFiles, openFile, removeFile, uploadFile } from "./files";
export { listPassages, retryFile, searchProject } from "./passages";
export { fileRules } from "./rules";
