export { compareReleases } from "./compare";
export { forgetFile, releasesWith } from "./forget-file";
export { ratioRules } from "./gate";
export { setLive } from "./publish";
export {
  createRelease,
  getRelease,
  listPublications,
  listReleases,
  requireProject,
  requireRelease,
} from "./releases";
export { setRevision } from "./set-revision";
