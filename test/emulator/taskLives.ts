/** How a task ends. What is not documented is answered as recorded, or in the way that says least. */
export type TaskEnding =
	| { kind: 'success' }
	/** @param errCode default: 70000, which stands for any failure of a task */
	| { kind: 'failure'; errCodeExt: string; message: string; errCode?: number }
	/** Status ABORTED, and nothing about why. */
	| { kind: 'aborted' }
	/** FINISH without an error, and its list of results is empty. */
	| { kind: 'noResult' }
	/** FINISH, but FAIL within the task's own member, with ErrCode 0. */
	| { kind: 'innerFail'; message: string }
	/** FINISH, but every member is null. */
	| { kind: 'nullMembers' };

/** A task's life by the server's clock, in milliseconds. */
export interface TaskLife {
	/** From the start until it is processed: WAITING. Default: 0. */
	waitsMs?: number;
	/** From then until its end: PROCESSING. */
	runsMs: number;
	end: TaskEnding;
}

/** A task as a plan sees it. */
export interface PlannedTask {
	/** X-TC-Action of the call that starts it. */
	action: string;
	taskType: string;
	/** The text that names the call. Empty where it has none. */
	name: string;
	/** The call's. */
	request: Record<string, unknown>;
	/** How many tasks were started before it. */
	index: number;
}

/** Decides what life a task has; undefined: every poll moves it on. */
export type TaskLifePlan = (task: PlannedTask) => TaskLife | undefined;

/** Every ErrCodeExt that the documentation of the Aigc tasks gives, and the other spelling of one that occurs. */
export const DOCUMENTED_ERR_CODE_EXTS = [
	'RequestLimitExceeded',
	'InvalidParameter.VoilationContent',
	'InvalidParameter.ViolationContent',
	'InvalidParameterValue',
	'InvalidParameter',
	'InvalidParameter.MediaFormat',
	'ContentModerationFailed',
	'ResourceInsufficient',
	'ResourceNotFound',
	'ModelGenerateFailed',
	'OperationCanceled',
	'TaskTimeout',
	'FailedOperation',
	'InternalError',
] as const;
