// Bundles the styles and scripts of the pages: node build.mjs OUTPUT_FOLDER
// Every file carries a hash of its content in its name; manifest.json tells which name belongs to which entry.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as sass from 'sass';

const here = dirname(fileURLToPath(import.meta.url));
const output = resolve(process.argv[2] ?? join(here, '../../wwwroot/assets'));
const packages = join(here, 'node_modules');
const imagesOfComponents = join(packages, '@ministryofjustice/frontend/moj/assets/images');
const imagesOfMap = join(packages, 'leaflet/dist/images');

const styles = {
  name: 'styles',
  setup(bundler) {
    bundler.onLoad({ filter: /\.scss$/ }, file => {
      const compiled = sass.compile(file.path, { loadPaths: [here, packages], quietDeps: true });
      return { contents: compiled.css, loader: 'css', resolveDir: dirname(file.path) };
    });
    bundler.onResolve({ filter: /^\/assets\/images\// }, image => ({
      path: join(imagesOfComponents, basename(image.path)),
    }));
    bundler.onResolve({ filter: /^images\// }, image => ({ path: join(imagesOfMap, basename(image.path)) }));
  },
};

// Each file directly in src and styles is an entry; what they share lies in folders or begins with an underscore.
async function entryPoints() {
  const points = [];
  for (const folder of ['src', 'styles']) {
    for (const file of await readdir(join(here, folder))) {
      if (/^[a-z][\w-]*\.(js|scss)$/.test(file)) {
        points.push({ in: join(here, folder, file), out: file.replace(/\.\w+$/, '') });
      }
    }
  }
  return points;
}

async function bundle() {
  return await build({
    absWorkingDir: here,
    entryPoints: await entryPoints(),
    outdir: output,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    minify: true,
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    loader: { '.svg': 'file', '.png': 'file' },
    plugins: [styles],
    metafile: true,
    logLevel: 'warning',
  });
}

function manifestOf(result) {
  const names = Object.entries(result.metafile.outputs)
    .filter(([, made]) => made.entryPoint)
    .map(([file, made]) => [basename(made.entryPoint).replace('.scss', '.css'), basename(file)]);
  return Object.fromEntries(names.sort(([one], [other]) => (one < other ? -1 : 1)));
}

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
const result = await bundle().catch(() => process.exit(1)); // what is wrong has been printed by then
await writeFile(join(output, 'manifest.json'), `${JSON.stringify(manifestOf(result), null, 2)}\n`);
