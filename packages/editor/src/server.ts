import { startServer } from "./server/start.ts";

// The program of the language server: what editors start, with --stdio or without.
void startServer();
