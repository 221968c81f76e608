export {
  acceptInvitation,
  invite,
  listInvitations,
  openInvitation,
  withdrawInvitation,
} from "./invitations";
export { keyPage } from "./key-page";
export { createKey, listKeys, revokeKey, rotateKey, updateKey } from "./keys";
export { changeRole, handOverProjects, listMembers, removeMember } from "./members";
