export { oneLine } from "./letter";
export { mailConfigured, sendMail } from "./post";
export { publicUrl } from "./public-url";
