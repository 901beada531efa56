import type {
	CreateAigcVideoTaskRequest,
	DescribeSubAppIdsRequest,
	DescribeSubAppIdsResponse,
	SubAppIdInfo,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { z } from 'zod';
import {
	createAigcCustomElement,
	createAigcVideoTask,
	describeSubAppIds,
	describeTaskDetail,
	refuseFields,
} from './fields';
import type { IdSource } from './ids';
import type { Ledger } from './ledger';
import { refusal, type Refusal } from './refusal';
import type { Tasks } from './tasks';

/** The one sub-application of the emulated account. */
export const EMULATOR_SUB_APP_ID = 1500000001;

/** What the emulated account holds. */
export interface Account {
	ids: IdSource;
	ledger: Ledger;
	tasks: Tasks;
}

/** The call that an action is carried out for. */
export interface ActionCall {
	index: number;
	requestId: string;
	/** Milliseconds since 1970, on the server's clock. */
	now: number;
}

export type ActionResult =
	| { kind: 'created'; elementId: string }
	| { kind: 'answered'; fields: object }
	| { kind: 'refused'; refusal: Refusal };

type Action = (body: unknown, account: Account, call: ActionCall) => ActionResult;

function action<Fields>(
	fields: z.ZodType<Fields>,
	run: (request: Fields, account: Account, call: ActionCall) => ActionResult,
): Action {
	return (body, account, call) => {
		const parsed = fields.safeParse(body);
		if (!parsed.success) return { kind: 'refused', refusal: refuseFields(parsed.error) };
		return run(parsed.data, account, call);
	};
}

/** The actions that the emulator knows, by their X-TC-Action. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map([
	[
		'CreateAigcCustomElement',
		action(createAigcCustomElement, (request, { ids, ledger }, { index, requestId, now }) => {
			const elementId = ids.elementId();
			ledger.recordElement({ elementId, requestId, createdAt: now, callIndex: index, request });
			return { kind: 'created', elementId };
		}),
	],
	[
		'DescribeSubAppIds',
		action(describeSubAppIds, (request) => ({ kind: 'answered', fields: subAppIds(request) })),
	],
	[
		'CreateAigcVideoTask',
		action(createAigcVideoTask, (request, { ids, ledger, tasks }, { now }) => {
			const refused = refuseVideoTask(request, ledger);
			if (refused) return { kind: 'refused', refusal: refused };
			const TaskId = ids.taskId(request.SubAppId);
			tasks.start(TaskId, request, now);
			return { kind: 'answered', fields: { TaskId } };
		}),
	],
	[
		'DescribeTaskDetail',
		action(describeTaskDetail, ({ TaskId }, { tasks }, { now }) => {
			const fields = tasks.poll(TaskId, now);
			if (fields) return { kind: 'answered', fields };
			return { kind: 'refused', refusal: refusal('ResourceNotFound', 'There is no such task.') };
		}),
	],
]);

function subAppIds(request: DescribeSubAppIdsRequest): DescribeSubAppIdsResponse {
	const subApp: SubAppIdInfo = {
		SubAppId: EMULATOR_SUB_APP_ID,
		SubAppIdName: 'emulator',
		Description: '',
		CreateTime: '2024-01-01T00:00:00Z',
		Status: 'On',
		Name: 'emulator',
	};
	const { Name = subApp.SubAppIdName, Offset = 0, Limit = 200 } = request;
	const matching = Name === subApp.SubAppIdName ? [subApp] : [];
	return {
		SubAppIdInfoSet: matching.slice(Offset, Offset + Limit),
		TotalCount: matching.length,
	};
}

/** Rules of CreateAigcVideoTask that reach beyond the form of its fields. */
function refuseVideoTask(
	{ SubAppId, ModelName, SubjectInfos = [] }: CreateAigcVideoTaskRequest,
	ledger: Ledger,
): Refusal | undefined {
	if (SubAppId !== EMULATOR_SUB_APP_ID) {
		return refusal('InvalidParameterValue.SubAppId', 'There is no such sub-application.');
	}
	for (const [position, { Id }] of SubjectInfos.entries()) {
		const field = `SubjectInfos.${position}.Id`;
		if (Id === undefined && ModelName === 'Kling') {
			return refusal('MissingParameter', `The parameter ${field} is missing.`);
		}
		if (Id !== undefined && !ledger.element(Id)) {
			return refusal('InvalidParameterValue', `The value of ${field} is no known ElementId.`);
		}
	}
	return undefined;
}
