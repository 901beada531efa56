/** What holds for an operation that makes things which cannot be looked up: none is lost, none made twice. */
import type { Made } from '../../emulator/ledger';
import { isSending, type CallLine } from '../callLog';
import { isSilencedByN8n } from '../whatIsSeen';
import { toldBy } from '../whatIsTold';
import { casesOf, type Case } from './cases';
import { sharesThings } from './story';
import type { Tale } from './storyteller';

/** How many things one item may come to have. */
const AT_MOST = { stop: 1, createAgain: 3 };

export function brokenByMaker(tale: Tale): string[] {
	return [
		...casesOf(tale).flatMap((one, n) =>
			brokenIn(one).map((broken) => `execution ${n}: ${broken}`),
		),
		...sentAfterUnknown(tale),
	];
}

function brokenIn(one: Case): string[] {
	return [
		...unheardOf(one),
		...madeTwice(one),
		...deniedThoughMade(one),
		...wrongThings(one),
		...sentThoughUnusable(one),
		...sentAfterRefusal(one),
		...leftInFlight(one),
		...(one.sendsAfterCancel > 0 ? ['a call started after the cancel'] : []),
	];
}

/** Every thing is where it must be: named, or covered by an unknown of its item; and in the log. */
function unheardOf({ company, execution, itemsOf, lines, made, operation, story }: Case): string[] {
	const { done, id: idName } = operation.nouns;
	const tales = company.map((one) => toldBy(one, operation));
	const told = {
		done: tales.flatMap((one) => one.done),
		unknown: tales.flatMap(({ unknown }) => unknown),
	};
	const ended = lines.filter((line) => !isSending(line));
	const logged = { unknown: ended.filter(isUnknown).map(({ item }) => item) };
	const isLogged = ({ id }: Made) =>
		ended.some(({ says }) => says.startsWith(`${done} ${idName} ${id},`));
	const isTold = (thing: Made) => told.done.some(({ id }) => id === thing.id);
	// With "Create Again" the user has accepted a thing that only the log knows of.
	const isSilenced = isSilencedByN8n(execution);
	const isLogEnough = isSilenced || story.options.whenOutcomeUnknown === 'createAgain';
	return [...itemsOf].flatMap(([name, items]) => {
		const madeHere = made.filter((thing) => thing.name === name);
		const unknownIn = (all: number[]) => all.filter((item) => items.includes(item)).length;
		const unlogged = madeHere.filter((thing) => !isLogged(thing));
		const untold = madeHere.filter((thing) => !isTold(thing) && !(isSilenced && isLogged(thing)));
		const covering = isLogEnough ? logged.unknown : told.unknown;
		return [
			...(unlogged.length > unknownIn(logged.unknown) ? [`the log misses one of ${name}`] : []),
			...(untold.length > unknownIn(covering) ? [`something made for ${name} is lost`] : []),
		];
	});
}

/** Nothing is made twice: for an item of a lineage or, where things are reused, for a row. */
function madeTwice({ itemsOf, madeByLineage, madeSoFar, story }: Case): string[] {
	const { whenOutcomeUnknown } = story.options;
	const made = sharesThings(story) ? madeSoFar : madeByLineage;
	return [...itemsOf].flatMap(([name, items]) => {
		const count = made.filter((thing) => thing.name === name).length;
		const most = AT_MOST[whenOutcomeUnknown] * (sharesThings(story) ? 1 : items.length);
		return count > most ? [`${count} of ${name}, but at most ${most} are asked for`] : [];
	});
}

/** Where it is said of every item of a row that nothing was made, nothing was. */
function deniedThoughMade(one: Case): string[] {
	const { company, execution, itemsOf, madeByLineage, operation } = one;
	// What another one made meanwhile was not there when this one said so.
	if (company.length > 1) return [];
	const { denied } = toldBy(execution, operation);
	return [...itemsOf].flatMap(([name, items]) => {
		if (!items.every((item) => denied.includes(item))) return [];
		const isMade = madeByLineage.some((thing) => thing.name === name);
		return isMade ? [`${name} exists, and is said not to`] : [];
	});
}

/** An id belongs to the row that it is paired with, and no two rows share one unless asked to. */
function wrongThings({ execution, madeSoFar, names, operation, story }: Case): string[] {
	const { done } = toldBy(execution, operation);
	const foreign = done.filter(
		({ item, id }) => madeSoFar.find((thing) => thing.id === id)?.name !== names[item],
	);
	const shared = done.filter(({ item, id }) =>
		done.some(
			(other) =>
				other.id === id &&
				(sharesThings(story) ? names[other.item] !== names[item] : other.item !== item),
		),
	);
	return [
		...foreign.map(({ item, id }) => `${String(id)} is not what was made for item ${item}`),
		...shared.map(({ item }) => `item ${item} shares what was made for it`),
	];
}

/** With "Stop" nothing is sent where a row cannot be used. */
export function sentThoughUnusable({ lines, story }: Case): string[] {
	const isUnusable = story.rows.some((number) => number < 0);
	return isUnusable && story.settings.onError === 'stopWorkflow' && lines.length > 0
		? ['sent, though a row cannot be used']
		: [];
}

/** n8n runs a batch again for the sake of its first item's error, and what was refused is not sent again. */
function sentAfterRefusal({ execution, lines: all, story }: Case): string[] {
	if (!areRefusalsFinal(story)) return [];
	const lines = all.filter((line) => line.execution === execution.id);
	const refused = new Set<string>();
	return lines.flatMap((line) => {
		const call = `item ${line.item}`;
		if (isRefused(line)) refused.add(call);
		return isSending(line) && refused.has(call) ? [`sent after a refusal: ${call}`] : [];
	});
}

/**
 * Within an execution. A refusal does not end the doubt about an earlier call, which "Create Again" lets be
 * sent again.
 */
export function areRefusalsFinal({ options, settings }: Tale['story']): boolean {
	return settings.onError !== 'stopWorkflow' && options.whenOutcomeUnknown !== 'createAgain';
}

/** For good: one that was throttled is tried again. */
export function isRefused({ says }: CallLine): boolean {
	return /^refused \((?!RequestLimitExceeded)/.test(says);
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

/** No call follows an unknown for the same item of a lineage or, where things are shared, for the same input. */
function sentAfterUnknown({ chapters, story }: Tale): string[] {
	if (story.options.whenOutcomeUnknown === 'createAgain') return [];
	const unknown = new Set<string>();
	const steps = chapters.filter(({ company, execution }) => company[0] === execution);
	return steps.flatMap(({ lineage, lines }) =>
		lines.flatMap((line) => {
			const call = sharesThings(story) ? line.input : `${lineage} ${line.item}`;
			if (isUnknown(line)) unknown.add(call);
			return isSending(line) && unknown.has(call) ? [`sent after an unknown: ${call}`] : [];
		}),
	);
}

export function isUnknown({ says }: CallLine): boolean {
	return says.startsWith('outcome unknown ');
}
