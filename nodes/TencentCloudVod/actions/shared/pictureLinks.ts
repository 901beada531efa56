/** Looks at pictures that are given as links, before anything is sent. */
import type { IExecuteFunctions } from 'n8n-workflow';

import { deadlineAfter } from '../../client/deadline';
import { CLOCK } from '../../execution/clock';
import { addHint, listOf } from '../../execution/hints';
import type { ValidItem } from '../../execution/readItems';
import { readImageHeader } from '../../input/imageHeader';
import { imageFaults, type ImageLimits } from '../../input/imageRules';
import type { InputFault } from '../../input/inputError';
import type { RejectedItem } from '../../messages/report';
import { readHead } from '../../transport/readHead';

/** A link, and where it was entered. */
export interface PictureLink {
	url: string;
	field: string;
	/** Begins a fault: the field, and which of its pictures. */
	label: string;
}

const TIMEOUT_MS = 15_000;
const AT_ONCE = 8;

const NOT_SEEN =
	"n8n could not look at a picture. Tencent Cloud's servers may, so it is sent all the same.";

/** Each distinct link is opened once. A picture that n8n cannot open is a hint and no fault. */
export async function checkPictureLinks<Input>(
	context: IExecuteFunctions,
	items: Array<ValidItem<Input>>,
	linksOf: (input: Input) => PictureLink[],
	limits: ImageLimits,
): Promise<RejectedItem[]> {
	const urls = [...new Set(items.flatMap(({ input }) => linksOf(input).map(({ url }) => url)))];
	const found = new Map<string, string[] | undefined>();
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted === true;
	const work = async () => {
		for (let url = urls.pop(); url !== undefined && !isCancelled(); url = urls.pop()) {
			found.set(url, await faultsOf(context, url, limits));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	const unseen = items.filter(({ input }) =>
		linksOf(input).some(({ url }) => found.get(url) === undefined),
	);
	if (unseen.length > 0) addHint(context, `${listOf(unseen)}: ${NOT_SEEN}`);
	return items.flatMap(({ index, input }) => {
		const faults = linksOf(input).flatMap(({ field, label, url }): InputFault[] =>
			(found.get(url) ?? []).map((fault) => ({ field, text: `${label} ${fault}.` })),
		);
		return faults.length === 0 ? [] : [{ index, faults, expressionErrors: [] }];
	});
}

/** @returns undefined where nothing can be said of it */
async function faultsOf(
	context: IExecuteFunctions,
	url: string,
	limits: ImageLimits,
): Promise<string[] | undefined> {
	const isEnough = (bytes: Uint8Array) => readImageHeader(bytes).kind !== 'needMore';
	const head = await readHead(context, url, isEnough, deadlineAfter(TIMEOUT_MS, CLOCK));
	if (head.kind === 'unread') return undefined;
	const header = readImageHeader(head.bytes);
	if (header.kind === 'needMore' && !head.isWhole) return undefined;
	return imageFaults(header, head.size, limits);
}
