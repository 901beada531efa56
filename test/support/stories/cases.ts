/** Chapters, each with what came before it. */
import type { Made } from '../../emulator/ledger';
import type { Chapter, Tale } from './storyteller';

/** A chapter, and what came before it. */
export interface Case extends Chapter, Omit<Tale, 'chapters'> {
	/** By item. */
	names: string[];
	/** By name, the items that have it. */
	itemsOf: Map<string, number[]>;
	/** What this chapter and those before it made, and of that, what the same lineage made. */
	madeSoFar: Made[];
	madeByLineage: Made[];
}

export function casesOf(tale: Tale): Case[] {
	const { chapters, rows } = tale;
	const names = rows.map(({ name }) => name);
	const itemsOf = new Map(names.map((name) => [name, indexesOf(names, name)]));
	return chapters.map((chapter, n): Case => {
		const soFar = chapters.slice(0, n + 1);
		const ofLineage = soFar.filter(({ lineage }) => lineage === chapter.lineage);
		const madeSoFar = soFar.flatMap(({ made }) => made);
		const madeByLineage = ofLineage.flatMap(({ made }) => made);
		return { ...tale, ...chapter, names, itemsOf, madeSoFar, madeByLineage };
	});
}

function indexesOf(names: string[], wanted: string): number[] {
	return names.flatMap((name, n) => (name === wanted ? [n] : []));
}
