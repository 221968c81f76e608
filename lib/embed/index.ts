export {
  deleteAsVisitor,
  followAsVisitor,
  rateAsVisitor,
  sendAsVisitor,
  stopAsVisitor,
  visitorChats,
  visitorMessages,
} from "./chats";
export { lookPage } from "./look";
export { answeringState, endVisits, getEmbed, updateEmbed } from "./settings";
export { admitVisitor, forgetVisitor, publicPage } from "./visits";
