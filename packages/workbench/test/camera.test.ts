import { describe, expect, it } from "vitest";
import { between, fit, keepInSight, LEAST_ZOOM, MOST_ZOOM, panBy, reveal, visible, zoomAt } from "../src/picture/camera.ts";

const window = { width: 800, height: 600 };
const margins = { top: 60, right: 20, bottom: 40, left: 20 };

describe("the camera", () => {
  it("fits the content within the margins, in their middle", () => {
    const content = { x: 100, y: 50, width: 1520, height: 300 };
    const camera = fit(content, window, margins);
    expect(camera.zoom).toBeCloseTo(0.5);
    expect((content.x - camera.x) * camera.zoom).toBeCloseTo(20);
    expect((content.y + 150 - camera.y) * camera.zoom).toBeCloseTo(60 + 250);
  });

  it("does not blow a small picture up", () => {
    expect(fit({ x: 0, y: 0, width: 10, height: 10 }, window, margins).zoom).toBe(1.25);
  });

  it("keeps the point under the pointer where it is", () => {
    const camera = { x: 12, y: 34, zoom: 0.8 };
    const at = { x: 200, y: 100 };
    const next = zoomAt(camera, 1.7, at);
    expect(next.x + at.x / next.zoom).toBeCloseTo(camera.x + at.x / camera.zoom);
    expect(next.y + at.y / next.zoom).toBeCloseTo(camera.y + at.y / camera.zoom);
  });

  it("stops at the limits of zoom", () => {
    expect(zoomAt({ x: 0, y: 0, zoom: 1 }, 1000, { x: 0, y: 0 }).zoom).toBe(MOST_ZOOM);
    expect(zoomAt({ x: 0, y: 0, zoom: 1 }, 1e-6, { x: 0, y: 0 }).zoom).toBe(LEAST_ZOOM);
  });

  it("never loses the picture from sight", () => {
    const content = { x: 0, y: 0, width: 400, height: 300 };
    const far = keepInSight(panBy({ x: 0, y: 0, zoom: 1 }, 5000, -5000), content, window);
    const view = visible(far, window);
    expect(view.x + view.width).toBeGreaterThan(content.x);
    expect(view.y).toBeLessThan(content.y + content.height);
  });

  it("reveals a box by the shortest way, and does not move for one in sight", () => {
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(reveal(camera, { x: 100, y: 100, width: 50, height: 50 }, window, margins)).toBe(camera);
    const moved = reveal(camera, { x: 900, y: 100, width: 50, height: 50 }, window, margins);
    expect(moved.x).toBe(900 + 50 - (800 - 20));
    expect(moved.y).toBe(0);
  });

  it("glides from one camera to the other and arrives", () => {
    const [from, to] = [{ x: 0, y: 0, zoom: 1 }, { x: 300, y: 200, zoom: 2 }];
    expect(between(from, to, 0, window)).toEqual(from);
    const end = between(from, to, 1, window);
    expect(end.x).toBeCloseTo(to.x);
    expect(end.y).toBeCloseTo(to.y);
    expect(end.zoom).toBeCloseTo(to.zoom);
    expect(between(from, { ...from, x: 100 }, 0.5, window).x).toBeCloseTo(50);
  });
});
