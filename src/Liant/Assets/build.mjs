// Bundles scripts and styles, copies fonts, makes the icon sprite. Everything is served from this site: no other host at run time.
import { build } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const out = new URL('../wwwroot/dist/', import.meta.url).pathname;
rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'fonts'), { recursive: true });

await build({
  entryPoints: ['scripts/app.ts', 'scripts/map.ts', 'styles/app.css', 'styles/map.css', 'styles/desk.css', 'styles/review.css', 'styles/memberships.css'],
  outdir: out, bundle: true, minify: true, format: 'esm', target: 'es2022', external: ['*.woff2', './maplibre.js'], logLevel: 'warning', entryNames: '[name]',
});
// The map library is a file of its own: a change of ours does not make readers fetch it again.
await build({ entryPoints: ['scripts/maplibre.ts'], outdir: out, bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' });
cpSync(join(dirname(require.resolve('maplibre-gl/package.json')), 'dist/maplibre-gl-worker.mjs'), join(out, 'maplibre-gl-worker.mjs'));

const font = (family, file) => cpSync(join(dirname(require.resolve(`@fontsource-variable/${family}/package.json`)), 'files', file), join(out, 'fonts', file));
font('bricolage-grotesque', 'bricolage-grotesque-latin-wght-normal.woff2');
font('atkinson-hyperlegible-next', 'atkinson-hyperlegible-next-latin-wght-normal.woff2');

const icons = readFileSync(new URL('icons.txt', import.meta.url), 'utf8').split(/\s+/).filter(Boolean);
const lucide = dirname(require.resolve('lucide-static/package.json'));
const symbols = icons.map((name) => {
  const svg = readFileSync(join(lucide, 'icons', `${name}.svg`), 'utf8');
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`;
});
writeFileSync(join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`);
