/** What docs/callback.md tells people to enter. */
import { Page } from './markdown';

/** Of the filter: value, condition, compared with. */
export interface Condition {
	left: string;
	comparison: string;
	right: string;
}

/** What stands for the reader's own key and n8n. */
export const KEY_ON_PAGE = 'YourSignKey';
export const N8N_ON_PAGE = 'https://n8n.example.com';

const { text } = new Page('docs/callback.md');

export const conditions: Condition[] = [
	...text.matchAll(/^\| `(.+)` \| ((?:String|Number), .+) \| `(.+)` \|$/gm),
].map(([, left = '', comparison = '', right = '']) => ({ left, comparison, right }));

/** An expression of the page, as a parameter of a node has it. */
export function expressionAfter(words: string): string {
	const [, expression = ''] = text.split(words)[1]?.match(/`(\{\{.+?\}\})`/) ?? [];
	return `=${expression}`;
}
