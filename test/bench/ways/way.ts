/** What can be asked to turn rows into elements, as data that can be sent to another process. */
import type { INodeParameters } from 'n8n-workflow';

import type { Spent } from './meter';

/** "On Error" and "Retry On Fail" in a node's Settings tab; n8n's defaults where left out. */
export interface NodeSettings {
	onError?: 'stopWorkflow' | 'continueRegularOutput';
	retryOnFail?: boolean;
}

export type Way =
	/** The node of this package, as built, with the collection 'Options' given. */
	| { kind: 'thisNode'; options?: INodeParameters; settings?: NodeSettings }
	/** The built-in HTTP Request node, with the collection 'Options' given. */
	| { kind: 'httpRequest'; options?: INodeParameters; settings?: NodeSettings }
	/** A node that does only what cannot be left out. */
	| { kind: 'bareNode' }
	/** A script with the official SDK. */
	| { kind: 'sdkScript'; atOnce: number };

/** What the user has in the end. */
export interface Heard {
	/** ElementIds that the user can read, in outputs or in the error; perhaps other long numbers, too. */
	elementIds: string[];
	/** Names of rows of which the user is told that an element may exist. */
	unknown: string[];
}

/** One run over a batch of rows, and what the node (all its tries) or the script spent on it. */
export interface Run extends Heard, Spent {
	/** From handing over the rows to having the result, whatever n8n does around the node included. */
	wallMs: number;
	/** Resident memory of the process before. */
	memoryBeforeMb: number;
	/** Epoch milliseconds. */
	endedAt: number;
}
