// Bundles src/app.js, src/app.css and every src/pages/* into ../static, names holding digests, packed beside.
import esbuild from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, extname, join } from 'node:path';
import zlib from 'node:zlib';

const here = import.meta.dirname;
const out = process.argv[2] ?? join(here, '..', 'static');
const pages = readdirSync(join(here, 'src/pages')).filter((name) => /\.(js|css)$/.test(name));

/** What a built file imports at once, and what that imports: a browser finds those one behind the other. */
function allImports(outputs, made, found = new Set()) {
  for (const { kind, path } of made.imports) {
    if (kind !== 'import-statement' || found.has(path)) continue;
    found.add(path);
    allImports(outputs, outputs[path], found);
  }
  return found;
}

function manifestOf(outputs) {
  const manifest = {};
  for (const [file, made] of Object.entries(outputs)) {
    if (file.endsWith('.woff2')) for (const font of Object.keys(made.inputs)) manifest[basename(font)] = { file: basename(file), imports: [] };
    if (!made.entryPoint) continue;
    manifest[basename(made.entryPoint)] = { file: basename(file), imports: [...allImports(outputs, made)].map((each) => basename(each)) };
  }
  return manifest;
}

function pack(file) {
  const body = readFileSync(file);
  writeFileSync(`${file}.gz`, zlib.gzipSync(body, { level: 9 }));
  writeFileSync(`${file}.br`, zlib.brotliCompressSync(body));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const shared = {
  absWorkingDir: here,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: ['chrome109', 'firefox115', 'safari16.4'],
  outdir: out,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  assetNames: '[name]-[hash]',
  metafile: true,
  legalComments: 'linked',
  loader: { '.woff2': 'file', '.woff': 'empty', '.svg': 'dataurl', '.eot': 'empty', '.ttf': 'empty' },
  logLevel: 'warning',
};
// The studio apart: what only a modeler needs must not come into the parts that a slow phone loads.
const studio = pages.filter((name) => name.startsWith('studio'));
const others = pages.filter((name) => !studio.includes(name));
const built = await Promise.all([
  esbuild.build({ ...shared, entryPoints: ['src/app.js', 'src/app.css', ...others.map((name) => `src/pages/${name}`)] }),
  esbuild.build({ ...shared, entryPoints: studio.map((name) => `src/pages/${name}`) }),
]);
const manifest = Object.assign({}, ...built.map(({ metafile }) => manifestOf(metafile.outputs)));
const icon = readFileSync(join(here, 'src/icon.svg'));
const iconFile = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`;
copyFileSync(join(here, 'src/icon.svg'), join(out, iconFile));
manifest['icon.svg'] = { file: iconFile, imports: [] };
for (const name of readdirSync(out)) {
  if (['.js', '.css', '.svg'].includes(extname(name)) && statSync(join(out, name)).size > 512) pack(join(out, name));
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 1));
