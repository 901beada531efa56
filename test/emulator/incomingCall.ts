import type { ActionCall, ActionResult } from './actions/action';
import type { AnswerForm, HttpAnswer } from './answerForm';

/** A file is answered as it is, in the form of no service. */
export type CallResult = ActionResult | { kind: 'served'; answer: HttpAnswer };

/** A call that has arrived, whichever service it is for. */
export interface IncomingCall {
	action: string;
	/** The text that names the call, where it has one. */
	name: string | undefined;
	form: AnswerForm;
	/** What it asks for exists when this returns. */
	handle(call: ActionCall): CallResult;
}
