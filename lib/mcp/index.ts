export { serveMcp } from "./serve";
