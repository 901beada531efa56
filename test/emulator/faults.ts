import { asFraction, bytesAt } from './random';

/**
 * When a fault strikes. `before`: instead of the handling, so nothing is made. `after`: the call is
 * handled as usual, what it asks for is made, and the fault takes the place of the answer.
 */
export type Stage = 'before' | 'after';

/** What can go wrong with a call that the server has received in full. */
export type Fault =
	/** The connection is reset (RST). */
	| { kind: 'reset'; stage: Stage }
	/** The connection is closed (FIN) without an answer. */
	| { kind: 'hangUp'; stage: Stage }
	/** No answer ever comes; the connection stays open. */
	| { kind: 'stallHeaders'; stage: Stage }
	/** Status, headers and half of the body come, then nothing more. */
	| { kind: 'stallBody'; stage: Stage }
	/**
	 * Half of the body comes, then the connection is closed, or what else is to come. COS's answer to a PUT
	 * has none, so it is whole.
	 */
	| { kind: 'cutBody'; stage: Stage; then?: Ending }
	/** The whole body comes, compressed where the client takes that, but not what HTTP ends it with. */
	| { kind: 'wholeThenCut'; stage: 'after'; framing: Framing; then: Ending }
	/** Status, headers and half of the body come at once, the rest so many milliseconds later. */
	| { kind: 'lateBody'; stage: 'after'; ms: number }
	/** A blank every 20 ms and never an end: idle time-outs do not strike, only a deadline does. */
	| { kind: 'drip'; stage: Stage }
	/** The answer, with so many bytes of padding in front of its fields; in place of a file the padding alone. */
	| { kind: 'padding'; stage: Stage; bytes: number }
	/** An answer of something on the way, such as a proxy, and not of Tencent Cloud. */
	| { kind: 'http'; stage: Stage; status: number; body: HttpBody }
	| { kind: 'redirect'; stage: Stage; status: 301 | 302 | 303 | 307 | 308; location: string }
	/**
	 * An error in the form of the service that is called, any code, by default with the HTTP status that
	 * the service gives with it: 200 but for COS.
	 */
	| { kind: 'tencentError'; stage: Stage; code: string; status?: number }
	/** An answer in the form of the service with neither an error nor what was asked for. */
	| { kind: 'noElementId'; stage: Stage }
	/** ElementId as a JSON number instead of a string. */
	| { kind: 'numericElementId' }
	/** The server's clock is off by so many minutes, for this call. */
	| { kind: 'skewedClock'; minutes: number };

/**
 * How the client is to know where the body ends: by the last chunk, which does not come; by a
 * Content-Length, which is too large; by the end of the connection, as in HTTP/1.0.
 */
export type Framing = 'chunked' | 'length' | 'connection';

/** What the connection does after the body: a reset (RST), a close (FIN), or nothing. */
export type Ending = 'reset' | 'close' | 'silence';

export type HttpBody = 'html' | 'json' | 'empty';

/** A call as a plan sees it. */
export interface FaultTarget {
	/** Order of arrival, from 0. */
	index: number;
	/** X-TC-Action, `PutObject` of a PUT to COS, `GetObject` or `HeadObject` of a file that is read. */
	action: string;
	/** The text that names the call, where it has one. */
	name?: string;
}

/** Decides which fault a call meets; undefined for none. */
export type FaultPlan = (call: FaultTarget) => Fault | undefined;

/** A plan for the calls of one action. */
export function only(action: string, plan: FaultPlan): FaultPlan {
	return (call) => (call.action === action ? plan(call) : undefined);
}

/**
 * What can go wrong with a connection as soon as its first bytes arrive: reset (RST) or closed (FIN).
 * With TLS that is before TLS is up, so that no request was sent.
 */
export type ConnectionFault = 'reset' | 'close';

/** Decides by the order of connections, from 0. */
export type ConnectionFaultPlan = (index: number) => ConnectionFault | undefined;

/**
 * A plan that strikes a share of the calls. It depends on the seed and on each call's index alone,
 * so the same calls are struck however they overlap.
 * @param share from 0 (none) to 1 (every call)
 * @param choices at least one fault; each is equally likely
 */
export function randomFaults(seed: number, share: number, choices: readonly Fault[]): FaultPlan {
	return ({ index }) => {
		const bytes = bytesAt(seed, index);
		if (asFraction(bytes) >= share) return undefined;
		return choices[bytes.readUInt32BE(6) % choices.length];
	};
}
