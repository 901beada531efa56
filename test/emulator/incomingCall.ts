import type { ActionCall, ActionResult } from './actions/action';
import type { AnswerForm } from './answerForm';

/** A call that has arrived, whichever service it is for. */
export interface IncomingCall {
	action: string;
	/** The text that names the call, where it has one. */
	name: string | undefined;
	form: AnswerForm;
	/** What it asks for exists when this returns. */
	handle(call: ActionCall): ActionResult;
}
