import { readProtoLock, type Locks } from "@groundplan/artifacts";
import { PROTO_LOCK_FILE, type WorkspaceFiles } from "@groundplan/disk";
import { UsageError } from "./verb.ts";

/**
 * What is kept beside `groundplan.yaml` so that it stays as it was given. A damaged lock stops whoever would write by it: numbers would be
 * given twice.
 */
export function readLocks({ protoLock, unreadable }: WorkspaceFiles): Partial<Locks> {
  const refused = unreadable.find(({ file }) => file === PROTO_LOCK_FILE);
  if (refused) throw new UsageError(`${PROTO_LOCK_FILE} cannot be read: ${refused.reason}. Nothing is written.`, "Restore it from version control: without it, fields would get other numbers.");
  if (protoLock === undefined) return {};
  const { lock, problem } = readProtoLock(protoLock);
  if (problem) throw new UsageError(`${PROTO_LOCK_FILE}:${problem.line}: ${problem.message} Nothing is written.`, problem.hint);
  return { proto: lock };
}

/** The same for who only looks: a damaged lock is as none, since nothing is written by it. */
export function glanceLocks({ protoLock }: WorkspaceFiles): Partial<Locks> {
  const read = protoLock === undefined ? undefined : readProtoLock(protoLock);
  return read && !read.problem ? { proto: read.lock } : {};
}
