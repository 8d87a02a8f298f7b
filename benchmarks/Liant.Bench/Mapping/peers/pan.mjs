// Pans a map in Chromium as a hand does: node pan.mjs ADDRESS CHROMIUM WIDTH HEIGHT, one line of JSON. Of each tile asked for while panning: from its request to the first drawing after it had arrived; of the panning itself: the
// time from one frame to the next.
import { chromium } from 'playwright-core';

const [address, executablePath, width, height] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-unsafe-swiftshader'] });
const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) } });
await page.addInitScript(() => {
  // The map draws only when something changed: a tile, or where one looks.
  globalThis.drawn = [];
  globalThis.frames = [];
  for (const type of [globalThis.WebGLRenderingContext, globalThis.WebGL2RenderingContext]) {
    for (const name of ['drawElements', 'drawArrays']) {
      const draw = type.prototype[name];
      type.prototype[name] = function (...given) {
        const now = performance.timeOrigin + performance.now();
        if (drawn.at(-1) !== now) drawn.push(now);
        return draw.apply(this, given);
      };
    }
  }
  const frame = (now) => { frames.push(now); requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
});
const tiles = [];
page.on('requestfinished', (request) => {
  if (!request.url().includes('/tuiles/')) return;
  const timing = request.timing();
  tiles.push([timing.startTime, timing.startTime + Math.max(0, timing.responseEnd)]);
});
const settle = async () => {
  for (let quiet = 0, before = -1; quiet < 3;) {
    await page.waitForTimeout(150);
    const now = await page.evaluate(() => drawn.length) + tiles.length;
    [quiet, before] = [now === before ? quiet + 1 : 0, now];
  }
};

await page.goto(address);
// The map is made when it comes into view.
await page.locator('[data-map]').first().scrollIntoViewIfNeeded();
await page.locator('.maplibregl-canvas').first().waitFor();
await page.locator('.maplibregl-canvas').first().scrollIntoViewIfNeeded();
await settle();
const box = await page.locator('.maplibregl-canvas').first().boundingBox();
const middle = [box.x + box.width / 2, Math.min(box.y + box.height / 2, Number(height) - 100)];
const [drawing, between] = [[], []];
let asked = 0;
for (let pan = 0; pan < 48; pan++) {
  // Every eighth, a step of zoom: a wheel's; in between, always further the same way, then another.
  const [angle, far] = [Math.floor(pan / 8) * 2.2, Math.min(box.width, box.height) * 0.4];
  tiles.length = 0;
  await page.evaluate(() => { drawn.length = 0; frames.length = 0; });
  if (pan % 8 === 0) {
    await page.mouse.move(...middle);
    await page.mouse.wheel(0, -600);
  } else {
    await page.mouse.move(...middle);
    await page.mouse.down();
    for (let step = 1; step <= 20; step++) {
      await page.mouse.move(middle[0] + Math.cos(angle) * far * step / 20, middle[1] + Math.sin(angle) * far * step / 20);
      await page.waitForTimeout(8);
    }
    await page.mouse.up();
    const times = await page.evaluate(() => frames.slice());
    between.push(...times.slice(1).map((time, i) => time - times[i]));
  }
  await settle();
  const draws = await page.evaluate(() => drawn);
  for (const [from, arrived] of tiles) {
    const next = draws.find((time) => time >= arrived);
    asked++;
    if (next !== undefined) drawing.push(next - from);
  }
}
await browser.close();
console.log(JSON.stringify({ asked, drawing, between }));
