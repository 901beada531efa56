import type { Repeat } from '../client/outcome';

/** The words in which errors and hints speak of what an operation does. */
export interface Nouns {
	/** E.g. `element`. */
	thing: string;
	things: string;
	/** Tencent Cloud's name of its id, e.g. `ElementId`. */
	id: string;
	/** Tencent Cloud's name of the field by which a person knows an item, e.g. `ElementName`. */
	name: string;
	/** What the operation does to it, e.g. `create`. */
	do: string;
	done: string;
}

/** What an operation says of its texts. */
export interface Wording {
	nouns: Nouns;
	repeat: Repeat;
	/** What to do about a code that means something particular here. The first that fits counts. */
	advice: ReadonlyArray<readonly [code: RegExp, remedy: string]>;
	/** The same of the code with which a task has failed. */
	taskAdvice?: Wording['advice'];
}

/** Puts the nouns into a text that has their names in braces: "nothing was {done}". */
export function fill(text: string, nouns: Nouns): string {
	return text.replace(/\{(thing|things|id|name|do|done)\}/g, (_, noun: keyof Nouns) => nouns[noun]);
}

/** "an element", "a task". */
export function oneOf(thing: string): string {
	return `${/^[aeiou]/i.test(thing) ? 'an' : 'a'} ${thing}`;
}
