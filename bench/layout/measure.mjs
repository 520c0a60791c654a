// What a picture costs the reader: crossings, bends, length, shape.

export function measure(graph, result) {
  const segments = [];
  let length = 0;
  let bends = 0;
  result.edges.forEach((edge, e) => {
    const p = edge.points;
    for (let i = 1; i < p.length; i++) {
      length += Math.abs(p[i].x - p[i - 1].x) + Math.abs(p[i].y - p[i - 1].y);
      if (i > 1 && (p[i].x - p[i - 1].x === 0) !== (p[i - 1].x - p[i - 2].x === 0)) bends++;
      segments.push({ e, vertical: p[i].x === p[i - 1].x, x0: Math.min(p[i].x, p[i - 1].x), x1: Math.max(p[i].x, p[i - 1].x), y0: Math.min(p[i].y, p[i - 1].y), y1: Math.max(p[i].y, p[i - 1].y) });
    }
  });
  const vertical = segments.filter((s) => s.vertical).sort((a, b) => a.x0 - b.x0);
  const horizontal = segments.filter((s) => !s.vertical);
  const xs = vertical.map((s) => s.x0);
  let crossings = 0;
  for (const h of horizontal) {
    let lo = 0;
    let hi = xs.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (xs[mid] <= h.x0) lo = mid + 1;
      else hi = mid;
    }
    for (let i = lo; i < xs.length && xs[i] < h.x1; i++) if (vertical[i].e !== h.e && vertical[i].y0 < h.y0 && vertical[i].y1 > h.y0) crossings++;
  }
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  const grow = (b) => {
    x0 = Math.min(x0, b.x);
    y0 = Math.min(y0, b.y);
    x1 = Math.max(x1, b.x + b.width);
    y1 = Math.max(y1, b.y + b.height);
  };
  for (const b of result.nodes.values()) grow(b);
  for (const b of result.groups.values()) grow(b);
  for (const e of result.edges) {
    if (e.label) grow(e.label);
    for (const p of e.points) grow({ ...p, width: 0, height: 0 });
  }
  const area = graph.nodes.reduce((s, n) => s + n.width * n.height, 0);
  return { crossings, bends, length, width: Math.round(x1 - x0), height: Math.round(y1 - y0), aspect: (x1 - x0) / (y1 - y0), fill: area / ((x1 - x0) * (y1 - y0)) };
}

/** Share of the pairs of common nodes, but for those that were `moved`, whose order (left/right, above/below) is reversed between two pictures. */
export function flipped(before, after, moved = new Set()) {
  const ids = [...before.nodes.keys()].filter((id) => after.nodes.has(id) && !moved.has(id));
  const middle = (r, id) => {
    const b = r.nodes.get(id);
    return [b.x + b.width / 2, b.y + b.height / 2];
  };
  let pairs = 0;
  let flips = 0;
  for (let i = 0; i < ids.length; i++) {
    for (let j = i + 1; j < ids.length; j++) {
      const a = middle(before, ids[i]);
      const b = middle(before, ids[j]);
      const c = middle(after, ids[i]);
      const d = middle(after, ids[j]);
      for (let k = 0; k < 2; k++) {
        pairs++;
        if ((a[k] - b[k]) * (c[k] - d[k]) < 0 && Math.abs(a[k] - b[k]) > 1 && Math.abs(c[k] - d[k]) > 1) flips++;
      }
    }
  }
  return pairs === 0 ? 0 : flips / pairs;
}
