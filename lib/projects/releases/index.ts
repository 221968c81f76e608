export { compareReleases } from "./compare";
export { setLive } from "./publish";
export { createRelease, getRelease, listPublications, listReleases } from "./releases";
export { setRevision } from "./set-revision";
