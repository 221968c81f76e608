import { accountOperations } from "./account";
import { adminOperations } from "./admin";
import { authOperations } from "./auth";
import { chatOperations } from "./chat";
import { connectionOperations } from "./connections";
import { embedOperations } from "./embed";
import { evalOperations } from "./evals";
import { keyOperations } from "./keys";
import { knowledgeOperations } from "./knowledge";
import { mcpOperations } from "./mcp";
import { peopleOperations } from "./people";
import { projectOperations } from "./projects";
import { releaseOperations } from "./releases";
import { sharingOperations } from "./sharing";
import { systemOperations } from "./system";
import { transferOperations } from "./transfer";
import type { ApiOperation } from "./types";
import { versionOperations } from "./versions";
import { webhookOperations } from "./webhooks";

/** Every operation of the API; a test compares the list with the route files, both ways. */
export const operations: readonly ApiOperation[] = [
  ...authOperations,
  ...accountOperations,
  ...transferOperations,
  ...projectOperations,
  ...versionOperations,
  ...releaseOperations,
  ...evalOperations,
  ...chatOperations,
  ...knowledgeOperations,
  ...sharingOperations,
  ...peopleOperations,
  ...keyOperations,
  ...mcpOperations,
  ...embedOperations,
  ...webhookOperations,
  ...adminOperations,
  ...connectionOperations,
  ...systemOperations,
];
