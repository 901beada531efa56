/** Brings one file into n8n's store: by which URL, how often, and why not. */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../client/pause';
import type { Loss } from '../messages/lostFiles';
import { download, type DownloadEnd, type NameOf } from '../transport/download';
import { redirectTarget, waysTo } from '../transport/fileUrls';
import type { NoAnswer } from '../transport/requestErrors';
import { CLOCK } from './clock';

export type FetchEnd =
	| { kind: 'stored'; binary: IBinaryData }
	| { kind: 'lost'; loss: Loss }
	/** The signal has fired. */
	| { kind: 'givenUp' };

const MAX_TRIES = 3;
const FIRST_BACKOFF_MS = 1_000;
const IDLE_MS = 60_000;
const MAX_REDIRECTS = 3;

/** @param signal gives it up at once */
export async function fetchFile(
	context: Pick<IExecuteFunctions, 'helpers'>,
	url: string,
	nameOf: NameOf,
	signal: AbortSignal,
): Promise<FetchEnd> {
	let [way, ...others] = waysTo(url);
	if (way === undefined) return { kind: 'lost', loss: { reason: 'noUrl', code: '' } };
	for (let tries = 1; !signal.aborted; tries++) {
		const end = await follow(context, way, nameOf, signal);
		if (end.kind === 'stored') return end;
		if (signal.aborted) break;
		const loss = lossOf(end);
		if (tries === MAX_TRIES || !mayPass(loss)) return { kind: 'lost', loss };
		if (end.kind === 'noAnswer') [way = way, ...others] = others;
		// Full jitter, so that downloads that broke together do not come back together.
		await pause(CLOCK.random() * FIRST_BACKOFF_MS * 2 ** (tries - 1), CLOCK, signal);
	}
	return { kind: 'givenUp' };
}

async function follow(
	context: Pick<IExecuteFunctions, 'helpers'>,
	url: string,
	nameOf: NameOf,
	signal: AbortSignal,
): Promise<DownloadEnd> {
	const limits = { idleMs: IDLE_MS, clock: CLOCK, signal };
	let end = await download(context, url, nameOf, limits);
	let from = url;
	for (let hops = 0; hops < MAX_REDIRECTS && end.kind === 'redirected'; hops++) {
		const to = redirectTarget(from, end.location);
		if (to === undefined) break;
		end = await download(context, to, nameOf, limits);
		from = to;
	}
	return end;
}

function lossOf(end: Exclude<DownloadEnd, { kind: 'stored' }>): Loss {
	switch (end.kind) {
		case 'answered':
			return { reason: reasonOf(end.status), code: `HTTP ${end.status}` };
		case 'notStored':
			return { reason: 'notStored', code: '', n8nSays: end.message };
		case 'broken':
			return { reason: 'broken', code: end.code };
		case 'noAnswer':
			return lossWithoutAnswer(end.why);
		case 'redirected':
		case 'unbounded':
		case 'webPage':
			return { reason: end.kind, code: '' };
	}
}

function reasonOf(status: number): Loss['reason'] {
	if (status >= 500 || status === 408 || status === 429) return 'serverError';
	return status === 403 || status === 404 || status === 410 ? 'gone' : 'refused';
}

function lossWithoutAnswer(why: NoAnswer): Loss {
	const code = 'code' in why ? why.code : '';
	return { reason: why.kind === 'forbiddenHost' ? why.kind : 'noAnswer', code };
}

function mayPass({ reason }: Loss): boolean {
	return ['serverError', 'broken', 'noAnswer', 'webPage'].includes(reason);
}
