// The rows of a run, judged and printed.
import { cpus, loadavg, totalmem } from "node:os";

/** A row with its ratio to the peer, and whether it meets its target: undefined where it has none, or where the peer is missing. */
export function withVerdict(row) {
  const ratio = row.peer && row.peer.median > 0 ? row.ours.median / row.peer.median : undefined;
  let met;
  if (row.target?.most !== undefined) met = row.ours.median <= row.target.most;
  else if (row.target?.ratio !== undefined && row.peer) met = row.ours.median <= row.target.ratio * row.peer.median;
  return { ...row, ...(ratio === undefined ? {} : { ratio }), ...(met === undefined ? {} : { met }) };
}

export function describeMachine() {
  return { node: process.version, platform: `${process.platform} ${process.arch}`, processor: cpus()[0]?.model ?? "unknown", cores: cpus().length, gigabytes: Math.round(totalmem() / 1e9), load: loadavg().map((load) => Math.round(load * 10) / 10) };
}

export function printTable(rows, write) {
  const machine = describeMachine();
  write(`Node ${machine.node} on ${machine.platform}, ${machine.cores} × ${machine.processor}, ${machine.gigabytes} GB; load ${machine.load.join(" ")} at the end\n\n`);
  const lines = [["figure", "ours", "min – max", "peer", "ratio", "target", "met", ""]];
  for (const row of rows) {
    lines.push([
      row.name, amount(row.ours.median, row.unit), row.ours.min === undefined ? "" : `${bare(row.ours.min)} – ${bare(row.ours.max)}`, row.peer ? amount(row.peer.median, row.unit) : "",
      row.ratio === undefined ? "" : ratioText(row.ratio), targetText(row), row.met === undefined ? "" : row.met ? "yes" : "NO", row.note ?? "",
    ]);
  }
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) write(`${line.map((cell, column) => (column === 0 || column >= 6 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ").trimEnd()}\n`);
}

function amount(value, unit) {
  return unit === "" ? bare(value) : `${bare(value)} ${unit}`;
}

function bare(value) {
  if (!Number.isFinite(value)) return "?";
  return value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2);
}

function ratioText(ratio) {
  return ratio < 0.5 ? `1/${(1 / ratio).toFixed(1)}` : ratio.toFixed(2);
}

function targetText(row) {
  if (row.target?.ratio !== undefined) return `≤ ${ratioText(row.target.ratio).replace(".0", "")}`;
  return row.target?.most === undefined ? "" : `≤ ${amount(row.target.most, row.unit)}`;
}
