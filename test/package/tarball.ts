/** What npm would publish: how to get it, and what must and must not be in it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export interface Tarball {
	/** Size as it is downloaded. */
	bytes: number;
	/** Text of every file, by its path in the package. */
	files: ReadonlyMap<string, string>;
}

interface Manifest {
	main: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** n8n downloads it once. Four resources fit into 75 kB; Video and Image brought 19 kB more. */
const MAX_BYTES = 90_000;
const MAY_BE_SHIPPED =
	/^(dist\/(index|(nodes|credentials)\/.+)\.(js|svg|node\.json)|package\.json|LICENSE|CHANGELOG\.md|README(\.[\w-]+)?\.md)$/;
const MUST_BE_SHIPPED = ['LICENSE', 'README.md'];

/** Packs the package in `root`, and unpacks it to `folder`/package. Both have to exist. */
export function packAndUnpack(root: string, folder: string): Tarball {
	const shell = process.platform === 'win32';
	const output = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		shell,
	});
	const [packed] = JSON.parse(output) as {
		filename: string;
		size: number;
		files: { path: string }[];
	}[];
	if (packed === undefined) throw new Error('npm pack made no tarball');
	execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
	const files = packed.files.map(({ path }): [string, string] => [
		path,
		readFileSync(join(folder, 'package', path), 'utf8'),
	]);
	return { bytes: packed.size, files: new Map(files) };
}

/** @returns one sentence for each thing that is wrong with the content; none when all is well. */
export function faultsOf({ bytes, files }: Tarball): string[] {
	const faults: string[] = [];
	if (bytes > MAX_BYTES) faults.push(`${bytes} bytes are more than ${MAX_BYTES}`);
	for (const path of files.keys()) {
		if (!MAY_BE_SHIPPED.test(path)) faults.push(`${path} is not to be shipped`);
	}
	for (const path of [...MUST_BE_SHIPPED, ...namedByManifest(files), ...iconsAndCodex(files)]) {
		if (!files.has(path)) faults.push(`${path} is missing`);
	}
	return faults;
}

function manifestOf(files: Tarball['files']): Manifest {
	const text = files.get('package.json');
	if (text === undefined) throw new Error('The tarball has no package.json');
	return JSON.parse(text) as Manifest;
}

function namedByManifest(files: Tarball['files']): string[] {
	const { main, n8n } = manifestOf(files);
	return [main, ...n8n.nodes, ...n8n.credentials];
}

/** n8n looks for a node's codex beside it, and for icons where `file:` says, seen from the code that names them. */
function iconsAndCodex(files: Tarball['files']): string[] {
	const { nodes, credentials } = manifestOf(files).n8n;
	const icons = [...nodes, ...credentials].flatMap((path) =>
		[...(files.get(path) ?? '').matchAll(/\bfile:([\w./-]+)/g)].map(([, icon = '']) =>
			posix.join(posix.dirname(path), icon),
		),
	);
	return [...nodes.map((path) => `${path}on`), ...icons];
}
