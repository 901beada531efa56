const { build } = require('esbuild');
const { dest, parallel, src } = require('gulp');
const { n8n } = require('./package.json');

/** `nodes/X/X.node.ts` of `dist/nodes/X/X.node.js`. */
function sourceOf(built) {
	return built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

const forNode = { platform: 'node', format: 'cjs', target: 'node20', outbase: '.', outdir: 'dist' };

/**
 * One file per node and credential: n8n loads the package at every start, and to open many small
 * files took twice as long (`npm run bench -- load`). Not minified, so that it can be read.
 */
async function bundle() {
	await build({
		...forNode,
		entryPoints: [...n8n.nodes, ...n8n.credentials].map(sourceOf),
		bundle: true,
		packages: 'external',
	});
}

/** Not bundled: what the node remembers must exist once in a process, however it is loaded. */
async function translateIndex() {
	await build({ ...forNode, entryPoints: ['index.ts'] });
}

/** Copies icons and codex files to the same places in dist/. */
function copyAssets() {
	// Byte for byte: by default gulp 5 decodes and encodes every file as UTF-8.
	const assets = ['nodes', 'credentials'].map((folder) => `${folder}/**/*.{svg,node.json}`);
	return src(assets, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.default = parallel(bundle, translateIndex, copyAssets);
