import type { z } from 'zod';
import type { Account } from '../account';
import type { Made, Thing, ThingKind } from '../ledger';
import { refusal, type Refusal } from '../refusal';
import { refuseFields } from './fields';

/** The call that an action is carried out for. */
export interface ActionCall {
	index: number;
	requestId: string;
	/** Milliseconds since 1970, on the server's clock. */
	now: number;
	/** See `Action.nameOf`. */
	name: string | undefined;
	/** X-TC-Region; empty where there is none. */
	region: string;
}

export type ActionResult =
	| { kind: 'made'; thing: Thing; fields: object }
	| { kind: 'answered'; fields: object }
	| { kind: 'refused'; refusal: Refusal };

/** An action that the emulator knows. */
export interface Action {
	/** Its X-TC-Action. */
	action: string;
	/** The text that names a call: faults are aimed by it, and what is made twice is seen by it. */
	nameOf(body: unknown, account: Account): string | undefined;
	run(body: unknown, account: Account, call: ActionCall): ActionResult;
}

type Fields = Record<string, unknown>;

interface Declaration<Request extends Fields> {
	action: string;
	fields: z.ZodType<Request>;
	/** Where a call's name is found, if it has one. What it is given is not checked yet. */
	name?: (request: Unchecked<Request>, account: Account) => unknown;
}

type Unchecked<Request> = { readonly [Field in keyof Request]?: unknown };

interface AnsweringDeclaration<Request extends Fields> extends Declaration<Request> {
	run: (request: Request, account: Account, call: ActionCall) => ActionResult;
}

/** An action that answers from what there is. */
export function answeringAction<Request extends Fields>(
	declaration: AnsweringDeclaration<Request>,
): Action {
	const { action, fields, name, run } = declaration;
	return {
		action,
		nameOf: (body, account) => {
			if (!name || typeof body !== 'object' || body === null) return undefined;
			const found = name(body as Unchecked<Request>, account);
			return typeof found === 'string' ? found : undefined;
		},
		run: (body, account, call) => {
			const parsed = fields.safeParse(body);
			if (!parsed.success) return { kind: 'refused', refusal: refuseFields(parsed.error) };
			const refused = refuseSubApp(parsed.data, account);
			if (refused) return { kind: 'refused', refusal: refused };
			return run(parsed.data, account, call);
		},
	};
}

export interface MakingDeclaration<Request extends Fields> extends Declaration<Request> {
	kind: ThingKind;
	name: (request: Unchecked<Request>, account: Account) => unknown;
	/** Rules that reach beyond the form of the fields. */
	refuse?: (request: Request, account: Account, call: ActionCall) => Refusal | undefined;
	make: (request: Request, account: Account, call: ActionCall) => MadeNow;
}

/** What a call made, and what it answers. */
interface MadeNow extends Pick<Made, 'withoutPlace'> {
	id: string;
	fields: object;
}

/** An action that makes something, which the ledger records. */
export function makingAction<Request extends Fields>(
	declaration: MakingDeclaration<Request>,
): Action {
	const { action, kind, make, refuse } = declaration;
	return answeringAction({
		...declaration,
		run: (request, account, call) => {
			const refused = refuse?.(request, account, call);
			if (refused) return { kind: 'refused', refusal: refused };
			const { fields, ...made } = make(request, account, call);
			record(account, call, { ...made, kind, action, request });
			return { kind: 'made', thing: { kind, id: made.id }, fields };
		},
	});
}

/** Writes what a call made into the ledger. */
export function record(
	{ ledger }: Account,
	{ index, name = '', now, requestId }: ActionCall,
	made: Omit<Made, 'name' | 'requestId' | 'createdAt' | 'callIndex'>,
): void {
	ledger.recordMade({ ...made, name, requestId, createdAt: now, callIndex: index });
}

function refuseSubApp({ SubAppId }: Fields, { subApps }: Account): Refusal | undefined {
	if (SubAppId === undefined || subApps.some(({ id }) => id === SubAppId)) return undefined;
	return refusal('InvalidParameterValue.SubAppId', 'There is no such sub-application.');
}
