import type { IExecuteFunctions } from 'n8n-workflow';

import { deadlineAfter } from '../client/deadline';
import { outcomeOf, type Outcome, type Reading } from '../client/outcome';
import { sender, type Action } from '../transport/send';
import { CLOCK } from './clock';
import type { Settings } from './settings';

/** One signed call, with a deadline of its own. */
export type Call = <T>(action: Action, body: object, reading: Reading<T>) => Promise<Outcome<T>>;

/** For attempts that are more than one call. */
export function callsOf(context: IExecuteFunctions, { account, options }: Settings): Call {
	return async (action, body, reading) => {
		const send = sender(context, account.baseUrl, action);
		const deadline = deadlineAfter(options.timeout, CLOCK);
		return outcomeOf(await send(JSON.stringify(body), deadline), reading, CLOCK.wallTime());
	};
}
