const { dest, src } = require('gulp');

/** Copies what tsc leaves out, icons and codex files, to the same places in dist/. */
function copyAssets() {
	// Byte for byte: by default gulp 5 decodes and encodes every file as UTF-8.
	return src('{nodes,credentials}/**/*.{svg,node.json}', { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

exports.default = copyAssets;
