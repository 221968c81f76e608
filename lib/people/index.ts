export {
  acceptInvitation,
  invite,
  listInvitations,
  openInvitation,
  withdrawInvitation,
} from "./invitations";
export { type KeyPage, keyPage } from "./key-page";
export { createKey, listKeys, revokeKey, rotateKey, updateKey } from "./keys";
export { changeRole, handOverProjects, listMembers, removeMember } from "./members";
