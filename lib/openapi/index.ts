export { openapiDocument } from "./document";
