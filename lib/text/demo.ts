/** What is said where the built-in demo model answers. */
export const demoText = {
  label: "Demo model",
  badge: "Demo",
  answers: "You’re using the demo model.",
  connect: "Connect a provider",
  add: "Add a connection",
  askAdmin:
    "An administrator of this server adds a connection under Administration, and all projects can use its models.",
  set: "Or set",
  orServer: ", or for a server of your own (Ollama, vLLM, LM Studio, llama.cpp)",
  inFile: ", in",
  restart: ", and start again. Your projects and chats stay.",
} as const;
