export {
  deleteAsVisitor,
  followAsVisitor,
  rateAsVisitor,
  sendAsVisitor,
  stopAsVisitor,
  visitorChats,
  visitorMessages,
} from "./chats";
export { endVisits, getEmbed, updateEmbed } from "./settings";
export { admitVisitor, entrance, forgetVisitor, lookOf } from "./visits";
