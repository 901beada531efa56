import { parseArgs } from 'node:util';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	type Emulator,
	type EmulatorOptions,
} from './emulator';
import type { CallOutcome, CallRecord } from './ledger';
import type { QuotaModel } from './quota';
import type { Range } from './random';

export const USAGE = `Usage: npm run emulator -- [options]
  --port <number>                     port on 127.0.0.1 (default: any free one)
  --quota fixed|bucket|leaky|none     how requests a second are counted (default: fixed)
  --rate <number>                     requests a second (default: 20)
  --answer-ms <from>-<to>             how long an answer takes, in milliseconds (default: 0-0)`;

/** The options for the emulator that the arguments ask for. Throws an Error that says what is wrong. */
export function parseCommandLine(args: string[]): EmulatorOptions {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string', default: '0' },
			quota: { type: 'string', default: 'fixed' },
			rate: { type: 'string', default: '20' },
			'answer-ms': { type: 'string', default: '0-0' },
		},
	});
	return {
		port: wholeNumber('--port', values.port, 0, 65_535),
		quota: quotaModel(values.quota, wholeNumber('--rate', values.rate, 1, 1_000_000)),
		answerMs: range('--answer-ms', values['answer-ms']),
	};
}

function wholeNumber(option: string, text: string, from: number, to: number): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= from && value <= to) return value;
	throw new Error(`${option} must be a whole number from ${from} to ${to}, not "${text}".`);
}

function quotaModel(name: string, perSecond: number): QuotaModel {
	switch (name) {
		case 'none':
			return { kind: 'none' };
		case 'fixed':
			return { kind: 'fixedWindow', perSecond };
		case 'bucket':
			return { kind: 'tokenBucket', perSecond };
		case 'leaky':
			return { kind: 'leakyBucket', perSecond };
		default:
			throw new Error(`--quota must be fixed, bucket, leaky or none, not "${name}".`);
	}
}

function range(option: string, text: string): Range {
	const [, from = '', to = ''] = /^(\d{1,6})-(\d{1,6})$/.exec(text) ?? [];
	if (from === '' || Number(from) > Number(to)) {
		throw new Error(`${option} must be two numbers such as 200-400, not "${text}".`);
	}
	return [Number(from), Number(to)];
}

/** What a person has to know to use the emulator. */
export function welcome({ url }: Pick<Emulator, 'url'>): string {
	return `A local Tencent Cloud VOD listens on ${url}. It creates nothing anywhere else.

In n8n, make a "Tencent Cloud API" credential with:
  Site        Custom
  Endpoint    ${url}
  SecretId    ${EMULATOR_SECRET_ID}
  SecretKey   ${EMULATOR_SECRET_KEY}

Each call is shown below. Press Ctrl-C to stop; an hour without a call stops it too.
`;
}

/** One line about a call. */
export function describeCall({ arrivedAt, action, name, outcome, requestId }: CallRecord): string {
	const time = new Date(arrivedAt).toISOString().slice(11, 23);
	// As JSON, so that a name cannot break the line.
	const what = [action || '(no action)', ...(name === undefined ? [] : [JSON.stringify(name)])];
	return `${time} UTC  ${what.join(' ')}  ${describeOutcome(outcome)}  RequestId ${requestId}`;
}

function describeOutcome(outcome: CallOutcome): string {
	switch (outcome.kind) {
		case 'made':
			return `made ${outcome.thing.kind} ${outcome.thing.id}`;
		case 'answered':
			return 'answered';
		case 'refused':
			return `refused: ${outcome.code}`;
		case 'notHandled':
			return 'not handled';
	}
}
