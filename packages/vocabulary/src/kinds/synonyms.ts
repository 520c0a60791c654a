/** What other notations and other people call the kinds of the language: whoever writes one of these is told ours. */
export const kindSynonyms: Readonly<Record<string, string>> = {
  person: "actor", user: "actor", role: "actor", softwaresystem: "system", db: "database", store: "database", queue: "broker", bus: "broker",
  container: "service", microservice: "service", backend: "service", frontend: "webapp", website: "webapp", lambda: "function", storage: "bucket", module: "component", risks: "risk",
};
