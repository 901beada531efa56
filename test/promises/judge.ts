/** Holds what the user can see against what the server knows. */
import type { Made } from '../emulator/ledger';
import type { Execution } from '../workflow/engine';
import { sharesElements, type Story } from './story';
import type { Chapter } from './storyteller';
import { toldBy } from './told';
import { errorOf, forbiddenIn, isSending, pairOf, type CallLine } from './visible';

/** How many elements one item may come to have. */
const AT_MOST = { stop: 1, createAgain: 3 };

/** A chapter, and what came before it. */
interface Case extends Chapter {
	story: Story;
	/** By item. */
	names: string[];
	/** By name, the items that have it. */
	itemsOf: Map<string, number[]>;
	/** What this chapter and those before it made, and of that, what the same lineage made. */
	madeSoFar: Made[];
	madeByLineage: Made[];
}

/** @returns every promise that was broken, in words; none when all is well */
export function judge(story: Story, names: string[], chapters: Chapter[]): string[] {
	const itemsOf = new Map(names.map((name) => [name, indexesOf(names, name)]));
	const cases = chapters.map((chapter, n): Case => {
		const soFar = chapters.slice(0, n + 1);
		const ofLineage = soFar.filter(({ lineage }) => lineage === chapter.lineage);
		const madeSoFar = soFar.flatMap(({ made }) => made);
		const madeByLineage = ofLineage.flatMap(({ made }) => made);
		return { ...chapter, story, names, itemsOf, madeSoFar, madeByLineage };
	});
	return [
		...cases.flatMap((one, n) => brokenIn(one).map((broken) => `execution ${n}: ${broken}`)),
		...sentAfterUnknown(story, chapters),
	];
}

function brokenIn(one: Case): string[] {
	return [
		...unheardOf(one),
		...madeTwice(one),
		...deniedThoughMade(one),
		...wrongItems(one),
		...missingItems(one),
		...wrongMessage(one),
		...sentInVain(one),
		...leftInFlight(one),
		...forbiddenIn(one.execution).map((found) => `it shows ${found}`),
		...(one.sendsAfterCancel > 0 ? ['a call started after the cancel'] : []),
	];
}

/** Every element is where it must be: named, or covered by an unknown of its item; and in the log. */
function unheardOf({ company, execution, itemsOf, lines, made, story }: Case): string[] {
	const tales = company.map(toldBy);
	const told = {
		created: tales.flatMap(({ created }) => created),
		unknown: tales.flatMap(({ unknown }) => unknown),
	};
	const ended = lines.filter((line) => !isSending(line));
	const logged = { unknown: ended.filter(isUnknown).map(({ item }) => item) };
	const isLogged = ({ id }: Made) =>
		ended.some(({ says }) => says.startsWith(`created ElementId ${id},`));
	const isTold = ({ id }: Made) => told.created.some(({ elementId }) => elementId === id);
	// With "Create Again" the user has accepted an element that only the log knows of.
	const isSilenced = isSilencedByN8n(execution);
	const isLogEnough = isSilenced || story.options.whenOutcomeUnknown === 'createAgain';
	return [...itemsOf].flatMap(([name, items]) => {
		const madeHere = made.filter((element) => element.name === name);
		const unknownIn = (all: number[]) => all.filter((item) => items.includes(item)).length;
		const unlogged = madeHere.filter((element) => !isLogged(element));
		const untold = madeHere.filter(
			(element) => !isTold(element) && !(isSilenced && isLogged(element)),
		);
		const covering = isLogEnough ? logged.unknown : told.unknown;
		return [
			...(unlogged.length > unknownIn(logged.unknown) ? [`the log misses one of ${name}`] : []),
			...(untold.length > unknownIn(covering) ? [`an element of ${name} is lost`] : []),
		];
	});
}

/**
 * n8n drops what a cancelled node puts out. And where such an execution is retried and fails, the
 * second of its tries throws the old error again, in place of ours (n8n-core, rethrowLastNodeError).
 */
function isSilencedByN8n({ error, status }: Execution): boolean {
	return status !== 'success' && /cancelled manually/.test(error?.message ?? '');
}

/** Nothing is made twice: for an item of a lineage or, where elements are reused, for a row. */
function madeTwice({ itemsOf, madeByLineage, madeSoFar, story }: Case): string[] {
	const { whenOutcomeUnknown } = story.options;
	const made = sharesElements(story) ? madeSoFar : madeByLineage;
	return [...itemsOf].flatMap(([name, items]) => {
		const count = made.filter((element) => element.name === name).length;
		const most = AT_MOST[whenOutcomeUnknown] * (sharesElements(story) ? 1 : items.length);
		return count > most ? [`${count} elements of ${name}, but at most ${most} are asked for`] : [];
	});
}

/** Where it is said of every item of a row that nothing was created, nothing was. */
function deniedThoughMade({ company, execution, itemsOf, madeByLineage }: Case): string[] {
	// What another one made meanwhile was not there when this one said so.
	if (company.length > 1) return [];
	const { denied } = toldBy(execution);
	return [...itemsOf].flatMap(([name, items]) => {
		if (!items.every((item) => denied.includes(item))) return [];
		const isMade = madeByLineage.some((element) => element.name === name);
		return isMade ? [`${name} exists, and is said not to`] : [];
	});
}

/** What comes out is in order, and belongs to the row that it is paired with. */
function wrongItems({ execution, madeSoFar, names }: Case): string[] {
	const outputs = [execution.output, execution.errorOutput];
	const disorder = outputs.filter((items) =>
		items.map(pairOf).some((pair, n, pairs) => pair <= (pairs[n - 1] ?? -1)),
	);
	const foreign = outputs.flat().filter((item) => {
		const { ElementId, ElementName, name } = item.json;
		const wanted = names[pairOf(item)];
		if (ElementId === undefined) return name !== wanted;
		const element = madeSoFar.find(({ id }) => id === ElementId);
		return ElementName !== wanted || element === undefined || element.name !== wanted;
	});
	return [
		...disorder.map(() => 'items are out of order'),
		...foreign.map((item) => `not what belongs to item ${pairOf(item)}: ${JSON.stringify(item)}`),
	];
}

/** Who is not stopped comes out once for each row, and no two share an element unless asked to. */
function missingItems({ execution, names, story }: Case): string[] {
	const { created, denied, unknown } = toldBy(execution);
	const shared = created.filter(({ item, elementId }) =>
		created.some(
			(other) =>
				other.elementId === elementId &&
				(sharesElements(story) ? names[other.item] !== names[item] : other.item !== item),
		),
	);
	const pairs = [...created.map(({ item }) => item), ...denied, ...unknown];
	const isComplete = new Set(pairs).size === names.length && pairs.length === names.length;
	const mustBe = execution.status === 'success';
	return [
		...shared.map(({ item }) => `item ${item} shares its element`),
		...(mustBe && !isComplete ? [`items came out: ${pairs.join()}`] : []),
	];
}

function wrongMessage({ execution, story }: Case): string[] {
	if (execution.status !== 'error' || isSilencedByN8n(execution)) return [];
	const { message } = errorOf(execution);
	const isOurs = /^(Item \d+: |\d+ of \d+ items cannot be used)/.test(message);
	return isOurs && story.settings.onError === 'stopWorkflow' ? [] : [`it says: ${message}`];
}

/**
 * With "Stop" nothing is sent where a row cannot be used. Otherwise n8n runs a batch again for the sake
 * of its first item's error, and what was refused before is not sent again.
 */
function sentInVain({ execution, lines: all, story }: Case): string[] {
	const lines = all.filter((line) => line.execution === execution.id);
	if (story.settings.onError === 'stopWorkflow') {
		const isUnusable = story.rows.some((number) => number < 0);
		return isUnusable && lines.length > 0 ? ['sent, though a row cannot be used'] : [];
	}
	// A refusal does not end the doubt about an earlier call, which "Create Again" lets be sent again.
	if (story.options.whenOutcomeUnknown === 'createAgain') return [];
	const refused = new Set<string>();
	return lines.flatMap((line) => {
		const call = `item ${line.item}`;
		if (/^refused \((?!RequestLimitExceeded)/.test(line.says)) refused.add(call);
		return isSending(line) && refused.has(call) ? [`sent after a refusal: ${call}`] : [];
	});
}

/** Each call has ended when the execution has. */
function leftInFlight({ lines }: Case): string[] {
	const inFlight = new Map<string, number>();
	for (const line of lines) {
		const call = `${line.execution} ${line.item} ${line.input}`;
		inFlight.set(call, (inFlight.get(call) ?? 0) + (isSending(line) ? 1 : -1));
	}
	return [...inFlight].flatMap(([call, left]) => (left === 0 ? [] : [`in flight: ${call}`]));
}

/** No call follows an unknown for the same item of a lineage or, where elements are shared, for the same input. */
function sentAfterUnknown(story: Story, chapters: Chapter[]): string[] {
	if (story.options.whenOutcomeUnknown === 'createAgain') return [];
	const unknown = new Set<string>();
	const steps = chapters.filter(({ company, execution }) => company[0] === execution);
	return steps.flatMap(({ lineage, lines }) =>
		lines.flatMap((line) => {
			const call = sharesElements(story) ? line.input : `${lineage} ${line.item}`;
			if (isUnknown(line)) unknown.add(call);
			return isSending(line) && unknown.has(call) ? [`sent after an unknown: ${call}`] : [];
		}),
	);
}

function isUnknown({ says }: CallLine): boolean {
	return says.startsWith('outcome unknown ');
}

function indexesOf(names: string[], wanted: string): number[] {
	return names.flatMap((name, n) => (name === wanted ? [n] : []));
}
