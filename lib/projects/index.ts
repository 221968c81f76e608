export type { PromptChange, SettingChange, StateComparison } from "./compare-states";
export { newProjectModel } from "./new-project-model";
export {
  createProject,
  deleteProject,
  getProject,
  listProjects,
  pinProject,
  updateProject,
} from "./projects";
export { addPrompt, removePrompt, reorderPrompts, updatePrompt } from "./prompts";
export { stateOf } from "./record-version";
export {
  compareReleases,
  createRelease,
  forgetFile,
  getRelease,
  listPublications,
  listReleases,
  ratioRules,
  releasesWith,
  requireProject,
  requireRelease,
  setLive,
  setRevision,
} from "./releases";
export { compareVersion, getVersion, listVersions, restoreVersion } from "./versions";
