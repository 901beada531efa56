/** Runs a node over rows in n8n's engine. */
import type { IExecuteFunctions, INodeParameters, INodeType } from 'n8n-workflow';

import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY } from '../../emulator/authentication';
import { Engine, type Execution } from '../../workflow/engine';
import type { Row } from '../rows';
import { installed } from './installed';
import type { Meter } from './meter';
import type { Heard, NodeSettings } from './way';

export interface NodeSetup {
	node: INodeType;
	parameters: INodeParameters;
	settings?: NodeSettings;
}

/** Resolves to what the user has when the execution has ended. */
export type Runner = (rows: Row[]) => Promise<Heard>;

/** The rows come from a trigger, and the execution is a production one. */
export function inEngine({ node, ...setup }: NodeSetup, url: string, meter: Meter): Runner {
	const workflow = new Engine(metered(node, meter), [installed.credentialType]).workflow({
		...setup,
		credentials: {
			tencentCloudApi: {
				site: 'custom',
				endpoint: url,
				secretId: EMULATOR_SECRET_ID,
				secretKey: EMULATOR_SECRET_KEY,
			},
		},
	});
	return async (rows) => heardFrom(await workflow.execute(rows), rows);
}

function metered(node: INodeType, meter: Meter): INodeType {
	const value = function (this: IExecuteFunctions) {
		return meter.measure(async () => (await node.execute?.call(this)) ?? []);
	};
	return Object.create(node, { execute: { value } }) as INodeType;
}

/** Reads outputs and error as a person does; the log is left out. */
function heardFrom(execution: Execution, rows: Row[]): Heard {
	const { error, output } = execution;
	const messages = [error?.message, ...output.map(({ json }) => json.error)].filter(
		(message) => typeof message === 'string',
	);
	const all = JSON.stringify([messages, error?.description, output.map(({ json }) => json)]);
	return {
		elementIds: all.match(/\b\d{18,19}\b/g) ?? [],
		unknown: messages.flatMap(unknownItems).map((index) => rows[index]?.name ?? ''),
	};
}

/** The items of which this node's message says that an element may exist. */
function unknownItems(message: string): number[] {
	const [, lead] = /^Item (\d+): It is unknown/.exec(message) ?? [];
	const [, others = ''] = /Also unknown: ([^.]*)\./.exec(message) ?? [];
	return [...(lead === undefined ? [] : [lead]), ...(others.match(/\d+/g) ?? [])].map(Number);
}
