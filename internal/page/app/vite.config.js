import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// What stands between <script> and </script> must not end or comment it.
function inlineable() {
  return {
    name: 'inlineable',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.code
          .replaceAll('<!--', '\\x3C!--')
          .replaceAll(/<(\/?)script/gi, (_, slash) => `\\x3C${slash}script`);
      }
    },
  };
}

// The licences of what is built into the bundle, next to it.
function licences(names) {
  return {
    name: 'licences',
    generateBundle() {
      const texts = names.map((name) => {
        const folder = here(`node_modules/${name}/`);
        const about = JSON.parse(readFileSync(folder + 'package.json', 'utf8'));
        const file = readdirSync(folder).filter((f) => /^licen[cs]e/i.test(f)).sort()[0];
        const text = file && existsSync(folder + file) ? readFileSync(folder + file, 'utf8').trim() : '';
        if (!text) throw new Error(`${name} has no licence file`);
        return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
      });
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join('\n' + '-'.repeat(80) + '\n\n') });
    },
  };
}

export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [svelte({ onwarn: (warning, warn) => warning.code === 'state_referenced_locally' || warn(warning) }), inlineable(), licences(['svelte', 'clsx', 'esm-env', '@dagrejs/dagre'])],
  build: {
    outDir: here('../bundle'),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    minify: true,
    sourcemap: false,
    modulePreload: false,
    reportCompressedSize: false,
    lib: { entry: here('src/main.js'), formats: ['iife'], name: 'interlock', fileName: () => 'app.js', cssFileName: 'app' },
    rollupOptions: { output: { banner: '/* Built from internal/page/app by `make page`. Licences: internal/page/bundle/LICENSES.txt */' } },
  },
});
