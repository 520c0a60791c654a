export { findWorkspace, isRelevant, LARGEST_FILE, PROTO_LOCK_FILE, readText, readWorkspace, reasonOf, resolveWorkspace, UnreadableWorkspace, type NotRead, type WorkspaceFiles } from "./read.ts";
export { digest, MANIFEST, manifestDigest, readManifest, rewriteAtomically, standingBuild, UnwritableOutput, writeAtomically, writeBuild, type BuiltFile, type FileState, type ManifestEntry } from "./write.ts";
export { mergeBase, readRevision, resolveRevision, UnknownRevision, type Revision } from "./revision.ts";
export { readRootOf, staysWithin } from "./bounds.ts";
export { builtFiles, outputFolder, writeWithin } from "./within.ts";
export { openCache, workspaceCache, type Cache } from "./cache.ts";
export { fieldVerdicts, readVerdicts, VERDICTS_FILE, writeVerdicts } from "./verdicts.ts";
