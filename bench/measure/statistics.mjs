// What is told of a list of measurements.

export function summarize(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), min: sorted[0], max: sorted[sorted.length - 1], count: sorted.length };
}

/** The smallest value that at least this share of the values does not exceed; the median of an even count is the mean of the middle two. */
function quantile(sorted, share) {
  if (sorted.length === 0) return Number.NaN;
  if (share === 0.5 && sorted.length % 2 === 0) return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
