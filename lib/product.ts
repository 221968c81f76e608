/** The name on the screen, in titles and in exports. */
export const PRODUCT_NAME = "Chatbot Platform";
