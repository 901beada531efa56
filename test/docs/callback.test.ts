/** The conditions of docs/callback.md, worked out by n8n for the body of an event. */
import type { IDataObject } from 'n8n-workflow';
import { createHash } from 'node:crypto';

import { Engine } from '../workflow/engine';
import { probe } from '../workflow/probe';
import { conditions, KEY_ON_PAGE, N8N_ON_PAGE } from './callback';

const RESUME_URL = `${N8N_ON_PAGE}/webhook-waiting/1234?signature=0a1b`;
const IN_TEN_MINUTES = Math.floor(Date.now() / 1000) + 600;

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

function signed(T: number, event: IDataObject): IDataObject {
	return { ...event, T, Sign: md5(`${KEY_ON_PAGE}${T}`) };
}

const video = (SessionContext: string): IDataObject => ({
	EventType: 'AigcVideoTaskComplete',
	AigcVideoCompleteEvent: { TaskId: '1', SessionContext },
});

const COMPARISONS: Record<string, (left: never, right: never) => boolean> = {
	'String, is equal to': (left: string, right: string) => left === right,
	'Number, is greater than': (left: number, right: number) => left > right,
	'String, starts with': (left: string, right: string) => left.startsWith(right),
};

const engine = new Engine(
	probe(async function () {
		return [[{ json: { value: this.getNodeParameter('value', 0) as string } }]];
	}),
);

async function valueOf(text: string, body: IDataObject): Promise<never> {
	const value = text.startsWith('{{') ? `=${text}` : text;
	const { output } = await engine.workflow({ parameters: { value } }).execute([{ body }]);
	return output[0]?.json.value as never;
}

/** @returns which conditions hold */
async function held(body: IDataObject): Promise<boolean[]> {
	const results: boolean[] = [];
	for (const { left, comparison, right } of conditions) {
		const compare = COMPARISONS[comparison];
		results.push(compare?.(await valueOf(left, body), await valueOf(right, body)) === true);
	}
	return results;
}

test.each<[what: string, body: IDataObject, holds: boolean[]]>([
	['of a video', signed(IN_TEN_MINUTES, video(RESUME_URL)), [true, true, true]],
	[
		'of an image',
		signed(IN_TEN_MINUTES, { AigcImageCompleteEvent: { SessionContext: RESUME_URL } }),
		[true, true, true],
	],
	[
		'with a wrong Sign',
		{ ...video(RESUME_URL), T: IN_TEN_MINUTES, Sign: md5('') },
		[false, true, true],
	],
	['that is not signed', video(RESUME_URL), [false, false, true]],
	['that is too old', signed(IN_TEN_MINUTES - 601, video(RESUME_URL)), [true, false, true]],
	[
		'that leads elsewhere',
		signed(IN_TEN_MINUTES, video(`${N8N_ON_PAGE}.evil.example/webhook-waiting/1`)),
		[true, true, false],
	],
	['of an upload', signed(IN_TEN_MINUTES, { EventType: 'NewFileUpload' }), [true, true, false]],
])('an event %s', async (_, body, holds) => {
	expect(await held(body)).toEqual(holds);
});
