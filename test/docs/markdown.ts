/** Reads the structure of a page, as GitHub renders it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

export interface CodeBlock {
	language: string;
	code: string;
}

/** A page of the repository. */
export class Page {
	readonly text: string;
	readonly headings: string[];
	/** Code without the comments in it, which are translated. */
	readonly codeBlocks: CodeBlock[];
	private readonly prose: string;

	/** @param path from the root of the repository */
	constructor(readonly path: string) {
		this.text = readFileSync(join(ROOT, path), 'utf8');
		this.prose = this.text.replace(/^```.*?^```/gms, '');
		this.headings = [...this.prose.matchAll(/^#+ .+$/gm)].map(([heading]) => heading);
		this.codeBlocks = [...this.text.matchAll(/^```(\w*)\n(.*?)^```/gms)].map(
			([, language = '', code = '']) => ({ language, code: code.replace(/^#.*\n/gm, '') }),
		);
	}

	/** Of each table, how many cells its lines have. */
	get tables(): number[][] {
		const blocks = this.prose.match(/(?:^\|.+\|\n)+/gm) ?? [];
		return blocks.map((table) =>
			table
				.trim()
				.split('\n')
				.map((line) => line.split('|').length - 2),
		);
	}

	get pictures(): string[] {
		return [...this.prose.matchAll(/(?:!\[[^\]]*\]\(|src(?:set)?=")([^)"]+)[)"]/g)].map(
			([, target = '']) => target,
		);
	}

	/** Links and pictures that lead elsewhere in the repository, as path and anchor. */
	get localLinks(): Link[] {
		const links = [...this.prose.matchAll(/(?<!!\[[^\]]*)\]\(([^)]+)\)/g)].map(
			([, target = '']) => target,
		);
		return [...links, ...this.pictures]
			.filter((target) => !target.startsWith('https:'))
			.map((target) => this.resolve(target));
	}

	get webLinks(): string[] {
		return [...this.prose.matchAll(/\]\((https:[^)]+)\)/g)].map(([, target = '']) => target);
	}

	private resolve(target: string): Link {
		const [file = '', anchor] = target.split('#');
		const path = relative(ROOT, resolve(ROOT, dirname(this.path), file));
		return { path: file === '' ? this.path : path, anchor };
	}
}

export interface Link {
	/** From the root of the repository. */
	path: string;
	anchor: string | undefined;
}

/** Which heading of its page a link leads to; 0 for the page itself, -1 for nothing that is there. */
export function sectionOf({ path, anchor }: Link): number {
	if (!existsSync(join(ROOT, path))) return -1;
	if (anchor === undefined) return 0;
	return new Page(path).headings.map(anchorOf).indexOf(anchor);
}

/** How GitHub makes an anchor of a heading. */
function anchorOf(heading: string): string {
	return heading
		.replace(/^#+ /, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s-]/gu, '')
		.replaceAll(' ', '-');
}
