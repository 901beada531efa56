/** Puts into words that a task has ended well, and that a file which it made could not be downloaded. */
import { listed, oddIdsOf, textsOf, type BatchReport, type Remains } from './batchReport';
import { goOnAfterLostFiles } from './goOnTexts';
import { isPlain } from './plainId';
import { quoted } from './quoted';
import { COUNTED_FROM_0, MAX_DESCRIBED, type Report, type ReportContext } from './report';

/** A file as Tencent Cloud tells of it; null for what it does not tell. */
export interface MadeFile {
	FileUrl: string | null;
	FileId: string | null;
	/** E.g. `mp4`. */
	FileType: string | null;
	ExpireTime: string | null;
}

/** Why a file could not be downloaded. */
export interface Loss {
	reason: keyof typeof TEXTS;
	/** E.g. `HTTP 403`, or the network's own; '' without one. */
	code: string;
	/** Where it is n8n that failed. */
	n8nSays?: string;
}

export interface LostFile {
	file: MadeFile;
	loss: Loss;
}

export interface LostItem {
	index: number;
	name: string;
	taskId: string;
	requestId: string | undefined;
	files: readonly [LostFile, ...LostFile[]];
}

/** @param now epoch milliseconds */
export function hasExpired({ ExpireTime }: Pick<MadeFile, 'ExpireTime'>, now: number): boolean {
	return Date.parse(ExpireTime ?? '') <= now;
}

const OPEN_URL = 'Open the URL below in a browser.';

const LOOK_FOR_PROXY = 'Look for a proxy or a sign-in page of the network.';

/** By reason: what happened, and what to do about it. */
const TEXTS = {
	expired: [
		'Tencent Cloud kept it until a time that is over',
		'It is gone. To make it anew, change the input, or switch off the reuse of what was made before. What has to last longer can be stored permanently.',
	],
	gone: [
		'the server that has it answers that it is not there, or that it may not be read',
		'Look in the console of VOD whether the file is there, and whether the hotlink protection of its domain lets n8n read it.',
	],
	refused: ['the server that has it refuses to give it', OPEN_URL],
	serverError: ['the server that has it reports a fault of its own', 'Try again later.'],
	noAnswer: [
		'no answer came from the server that has it',
		'Check that this machine reaches the host of the URL below, through its proxy if it has one.',
	],
	broken: [
		'the connection broke or stood still before the whole file had come',
		"Check this machine's internet connection and its proxy, and try again later.",
	],
	unbounded: ['the server that has it does not say how long it is', OPEN_URL],
	redirected: [
		'the server that has it points to a host that is not one of Tencent Cloud, and that was not followed',
		LOOK_FOR_PROXY,
	],
	webPage: ['a web page came in its place', LOOK_FOR_PROXY],
	forbiddenHost: [
		"n8n's protection against server-side request forgery (SSRF) does not allow requests to the server that has it",
		'Whoever runs n8n can allow the host of the URL below: add it to the environment variable N8N_SSRF_ALLOWED_HOSTNAMES, and restart n8n.',
	],
	notStored: ['n8n could not store it', 'Look at the disk, or the store, where n8n keeps files.'],
	noUrl: [
		'Tencent Cloud gives no link to it',
		'Look for the file in the console of VOD, by its FileId.',
	],
} satisfies Record<string, readonly [happened: string, remedy: string]>;

/** Those after which another try cannot help. */
const IS_FINAL: ReadonlySet<Loss['reason']> = new Set(['expired', 'noUrl']);

/** For "Continue". */
export function reportLostFile(item: LostItem, context: ReportContext): Report {
	const { files, requestId, taskId } = item;
	const [{ file, loss }] = files;
	return {
		message: messageOf(item, context),
		description: `${remedyFor(loss, context)} ${factsOf(item, context)}`,
		details: {
			outcome: 'notDownloaded',
			code: loss.code === '' ? null : loss.code,
			requestId: requestId ?? null,
			taskId,
			fileId: file.FileId,
			fileUrl: file.FileUrl,
		},
	};
}

/** For "Stop". */
export function reportLostFiles(
	lost: readonly [LostItem, ...LostItem[]],
	remains: Remains,
	context: ReportContext,
): BatchReport {
	const [lead, ...others] = lost;
	const { description, details, message } = reportLostFile(lead, context);
	const named = others.map(({ index }) => `item ${index}`);
	return {
		message: [
			message,
			...listed('Also not downloaded', named, context),
			...textsOf(remains, context),
		].join(' '),
		description: [
			description,
			...others.slice(0, MAX_DESCRIBED).map((item) => factsOf(item, context)),
			...oddIdsOf(remains, context),
			goOnAfterLostFiles(context.wayToRetry, context),
			COUNTED_FROM_0,
		].join(' '),
		details,
		itemIndex: lead.index,
	};
}

function messageOf(item: LostItem, { isTool }: ReportContext): string {
	const [{ file, loss }] = item.files;
	const ids = [
		['TaskId', item.taskId],
		['FileId', file.FileId ?? ''],
	].flatMap(([name, id = '']) => (isPlain(id) ? [`${name} ${id}`] : []));
	return [
		`Item ${item.index}: The task is finished and paid, but its file could not be downloaded: ${TEXTS[loss.reason][0]}.`,
		...(ids.length > 0 ? [`${ids.join(', ')}.`] : []),
		...(isTool && !IS_FINAL.has(loss.reason) ? [CALL_AGAIN] : []),
	].join(' ');
}

const CALL_AGAIN =
	'Called again with the same input, this tool only downloads: nothing is made or paid twice.';

function remedyFor({ reason }: Loss, { repeat }: ReportContext): string {
	const remedy = TEXTS[reason][1];
	if (IS_FINAL.has(reason)) return remedy;
	const again = repeat === 'safe' ? 'read the task again' : "use Task → Get with 'Download File'";
	return `${remedy} Nothing has to be made again: ${again} within 3 days of its start, or open the URL below in a browser for as long as Tencent Cloud keeps the file.`;
}

/** What support asks for, and where the file is. */
function factsOf(
	{ index, name, taskId, requestId, files }: LostItem,
	{ nouns, redact }: ReportContext,
): string {
	const item = [
		`Item ${index}: ${nouns.name} ${quoted(name)}`,
		...(nouns.name === 'TaskId' ? [] : [`TaskId ${quoted(taskId)}`]),
		...(requestId === undefined ? [] : [`RequestId ${requestId}`]),
	].join(', ');
	const lost = files
		.slice(0, MAX_DESCRIBED)
		.map(({ file, loss }) =>
			[
				...(file.FileUrl === null ? [] : [`URL ${quoted(file.FileUrl)}`]),
				...(file.FileId === null ? [] : [`FileId ${quoted(file.FileId)}`]),
				...(file.ExpireTime === null ? [] : [`kept until ${quoted(file.ExpireTime)}`]),
				...(loss.code === '' ? [] : [`Code ${loss.code}`]),
				...(loss.n8nSays === undefined ? [] : [`n8n says: ${redact(loss.n8nSays)}`]),
			].join(', '),
		);
	return `${[item, ...lost].join('; ')}.`;
}
