export * from "./answers";
export * from "./auth";
export * from "./chat";
export * from "./common";
export * from "./file";
export * from "./knowledge";
export * from "./project";
