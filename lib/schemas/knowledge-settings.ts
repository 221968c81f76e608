/** How answers use files unless a project says otherwise. Apart from the schema, which a page needs only when it saves. */
export const KNOWLEDGE_DEFAULTS = { enabled: true, passages: 6, budget: 2_400, only: false };
