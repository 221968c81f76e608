export { downloadName, safeFilename } from "./filename";
export {
  copyHead,
  type FileSink,
  fileTooLarge,
  getFile,
  keepFile,
  listFiles,
  openFile,
  removeFile,
  uploadFile,
} from "./files";
export { listPassages, retryFile, searchProject } from "./passages";
export { fileRules } from "./rules";
export { codeOf, hasLines, textLines } from "./text-lines";
