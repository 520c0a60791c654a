export { findWorkspace, isRelevant, LARGEST_FILE, PROTO_LOCK_FILE, readText, readWorkspace, reasonOf, resolveWorkspace, UnreadableWorkspace, type WorkspaceFiles } from "./read.ts";
export { digest, MANIFEST, manifestDigest, rewriteAtomically, standingBuild, UnwritableOutput, writeAtomically, writeBuild, type BuiltFile, type FileState, type ManifestEntry } from "./write.ts";
export { openCache, type Cache } from "./cache.ts";
