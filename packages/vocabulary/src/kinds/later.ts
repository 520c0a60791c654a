/**
 * Kinds that the language describes and that this version does not read yet. Whoever writes one made no slip of the pen, and
 * is told just that.
 */
export const laterKinds: readonly string[] = [
  "class", "interface", "algorithm", "states", "event", "environment", "workload", "slo", "alert", "pipeline",
  "epic", "story", "sprint",
];
