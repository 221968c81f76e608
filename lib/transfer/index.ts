export { backUp } from "./backup";
export { exportAccount } from "./export-account";
export { exportChat } from "./export-chat";
export { exportProject } from "./export-project";
export { duplicateProject, importProject } from "./import-project";
