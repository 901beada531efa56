import type { TaskKind } from '../tasks';
import { makingAction, type Action, type MakingDeclaration } from './action';

type TaskRequest = Record<string, unknown> & { SubAppId: number };

interface TaskDeclaration<Request extends TaskRequest>
	extends Omit<MakingDeclaration<Request>, 'kind' | 'make'> {
	task: TaskKind<Request>;
}

/** An action that starts a task and answers its TaskId. */
export function taskAction<Request extends TaskRequest>({
	task,
	...declaration
}: TaskDeclaration<Request>): Action {
	return makingAction({
		...declaration,
		kind: 'task',
		make: (request, { ids, tasks }, { now }) => {
			const TaskId = ids.taskId(request.SubAppId, task.taskType);
			tasks.start(task, { taskId: TaskId, request, startedAt: now });
			return { id: TaskId, fields: { TaskId } };
		},
	});
}
