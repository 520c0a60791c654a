import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface } from "node:readline";

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface PublishedDiagnostics {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly range: { readonly start: { line: number; character: number }; readonly end: { line: number; character: number } } }[];
}

/** A small client of the language server: a child process, and messages framed as in the base protocol. */
export interface Client {
  readonly process: ChildProcessWithoutNullStreams;
  request(method: string, params: unknown): Promise<any>;
  notify(method: string, params: unknown): void;
  /** Writes bytes as they are. */
  raw(text: string): void;
  /** What was last published of a document, once it fits; asks again with each message. */
  diagnostics(uri: string, fits: (codes: readonly string[]) => boolean): Promise<PublishedDiagnostics>;
  /** Requests of the server that were answered. */
  readonly asked: readonly string[];
  /** What it logged as an error. */
  readonly errors: readonly string[];
  exited(): Promise<number | null>;
}

export function startClient(program: string): Client {
  const process = spawn(globalThis.process.execPath, [program, "--stdio"], { stdio: "pipe" });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const published = new Map<string, PublishedDiagnostics>();
  const watchers = new Set<() => void>();
  const asked: string[] = [];
  const errors: string[] = [];
  let buffer = Buffer.alloc(0);
  let nextId = 1;
  const end = new Promise<number | null>((resolve) => process.on("exit", (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The server ended with ${code}: ${errors.join("\n")}`));
    resolve(code);
  }));
  createInterface({ input: process.stderr }).on("line", (line) => errors.push(line));
  process.stdin.on("error", () => {});
  process.stdout.on("data", (data: Buffer) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = buffer.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString("ascii", 0, head))![1]);
      if (buffer.length < head + 4 + length) return;
      const message = JSON.parse(buffer.toString("utf8", head + 4, head + 4 + length)) as Message;
      buffer = buffer.subarray(head + 4 + length);
      receive(message);
    }
  });

  function receive(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      asked.push(message.method);
      write({ jsonrpc: "2.0", id: message.id, result: null });
    } else if (message.method === "textDocument/publishDiagnostics") {
      const params = message.params as PublishedDiagnostics;
      published.set(params.uri, params);
      for (const watch of watchers) watch();
    } else if (message.method === "window/logMessage") {
      const { type, message: text } = message.params as { type: number; message: string };
      if (type === 1) errors.push(text);
    } else if (typeof message.id === "number") {
      const waiter = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) waiter?.reject(new Error(message.error.message));
      else waiter?.resolve(message.result);
    }
  }

  function raw(text: string): void {
    process.stdin.write(text);
  }

  function write(message: object): void {
    const text = JSON.stringify(message);
    raw(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  return {
    process, raw, asked, errors,
    request(method, params) {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        write({ jsonrpc: "2.0", id, method, params });
      });
    },
    notify: (method, params) => write({ jsonrpc: "2.0", method, params }),
    diagnostics(uri, fits) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = published.get(uri);
          if (!found || !fits(found.diagnostics.map((each) => each.code))) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      });
    },
    exited: () => end,
  };
}
