// Bundles src/app.js, src/app.css and every src/pages/* into ../static, names holding digests, packed beside.
import esbuild from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, extname, join } from 'node:path';
import zlib from 'node:zlib';

const here = import.meta.dirname;
const out = process.argv[2] ?? join(here, '..', 'static');
const pages = readdirSync(join(here, 'src/pages')).filter((name) => /\.(js|css)$/.test(name));

function manifestOf(outputs) {
  const manifest = {};
  for (const [file, made] of Object.entries(outputs)) {
    if (!made.entryPoint) continue;
    const imports = made.imports.filter((each) => each.kind === 'import-statement').map((each) => basename(each.path));
    manifest[basename(made.entryPoint)] = { file: basename(file), imports };
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
const { metafile } = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ['src/app.js', 'src/app.css', ...pages.map((name) => `src/pages/${name}`)],
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
});
const manifest = manifestOf(metafile.outputs);
const icon = readFileSync(join(here, 'src/icon.svg'));
const iconFile = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`;
copyFileSync(join(here, 'src/icon.svg'), join(out, iconFile));
manifest['icon.svg'] = { file: iconFile, imports: [] };
for (const name of readdirSync(out)) {
  if (['.js', '.css', '.svg'].includes(extname(name)) && statSync(join(out, name)).size > 512) pack(join(out, name));
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify(manifest, null, 1));
