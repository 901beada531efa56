import type { z } from 'zod';
import { subAppIdOf, type Account } from '../account';
import { echo } from '../echo';
import { NO_PLACE } from '../places';
import { refusal, type Refusal } from '../refusal';
import type { Session } from '../sessions';
import type { TaskMember } from '../taskMembers';
import type { NewTask } from '../tasks';
import { makingAction, type Action, type ActionCall, type MakingDeclaration } from './action';
import { integer, isLonger, text } from './fields';

/** The fields of every request that starts a task. */
export const taskFields = {
	SessionId: text,
	SessionContext: text,
	TasksPriority: integer.min(-10).max(10).optional(),
};

export type TaskRequest = Record<string, unknown> & {
	SubAppId?: number;
	SessionId?: string;
	SessionContext?: string;
};

/** A task that has succeeded. */
export interface SucceededTask<Request> {
	taskId: string;
	/** X-TC-Action of the call that started it. */
	action: string;
	request: Request;
	/** Milliseconds since 1970. */
	finishedAt: number;
	account: Account;
	/** The call that started it. */
	call: ActionCall;
}

/** What differs from one kind of task to another. */
interface TaskKind<Request> {
	/** The middle of the TaskId, too. */
	taskType: string;
	/** The member of DescribeTaskDetail's answer that tells of such a task. */
	member: TaskMember;
	/** The fields of the member's Input. */
	inputFields: z.ZodTypeAny;
	/** The tasks of one model share its places. */
	model: (request: Request) => string;
	/** What a task fails for though its call was taken; undefined: nothing. */
	mistakeIn?: (request: Request, account: Account) => string | undefined;
	/** The member's Output when nothing came of it. */
	emptyOutput: object;
	/** Makes what the task makes, and gives the member's Output. */
	succeed: (task: SucceededTask<Request>) => object;
}

interface TaskDeclaration<Request extends TaskRequest>
	extends Omit<MakingDeclaration<Request>, 'kind' | 'make'> {
	task: TaskKind<Request>;
}

/** An action that starts a task and answers its TaskId. */
export function taskAction<Request extends TaskRequest>({
	task: kind,
	refuse,
	...declaration
}: TaskDeclaration<Request>): Action {
	const { action } = declaration;
	return makingAction({
		...declaration,
		kind: 'task',
		refuse: (request, account, call) =>
			refuseSessionFields(request) ??
			refuse?.(request, account, call) ??
			refuseRepeat(sessionOf(action, request, account), account, call) ??
			(account.tasks.refusesCall(kind.model(request)) ? NO_PLACE : undefined),
		make: (request, account, call) => {
			const session = sessionOf(action, request, account);
			if (session) account.sessions.use(session, call.now);
			const started = account.tasks.start(newTask(action, kind, request, account, call));
			const { taskId: TaskId, withoutPlace } = started;
			return { id: TaskId, fields: { TaskId }, withoutPlace };
		},
	});
}

function newTask<Request extends TaskRequest>(
	action: string,
	kind: TaskKind<Request>,
	request: Request,
	account: Account,
	call: ActionCall,
): NewTask {
	const { taskType, member, inputFields, emptyOutput } = kind;
	const subAppId = subAppIdOf(request, account);
	const taskId = account.ids.taskId(subAppId, taskType);
	return {
		taskId,
		action,
		taskType,
		member,
		name: call.name ?? '',
		subAppId,
		request,
		sessionId: request.SessionId ?? '',
		sessionContext: request.SessionContext ?? '',
		model: kind.model(request),
		startedAt: call.now,
		input: echo(inputFields, request),
		mistake: kind.mistakeIn?.(request, account),
		emptyOutput,
		succeed: (finishedAt) => kind.succeed({ taskId, action, request, finishedAt, account, call }),
	};
}

/** A SessionId that is empty tells no repeats. */
function sessionOf(action: string, request: TaskRequest, account: Account): Session | undefined {
	const { SessionId = '' } = request;
	if (SessionId === '') return undefined;
	return { action, subAppId: subAppIdOf(request, account), sessionId: SessionId };
}

function refuseSessionFields({
	SessionId = '',
	SessionContext = '',
}: TaskRequest): Refusal | undefined {
	if (isLonger(SessionId, 50)) {
		return refusal('InvalidParameterValue.SessionIdTooLong', 'SessionId is too long.');
	}
	if (isLonger(SessionContext, 1000)) {
		return refusal('InvalidParameterValue.SessionContextTooLong', 'SessionContext is too long.');
	}
	return undefined;
}

/** The refusal of a repeat tells nothing of the first request. */
function refuseRepeat(
	session: Session | undefined,
	{ sessions }: Account,
	{ now }: ActionCall,
): Refusal | undefined {
	if (!session || !sessions.isUsed(session, now)) return undefined;
	return refusal('InvalidParameterValue.SessionId', 'The deduplication ID already exists.');
}
