import type { DescribeTaskDetailRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { refusal } from '../refusal';
import { describeTask } from '../taskDetail';
import { stateOf } from '../tasks';
import { answeringAction } from './action';
import { integer, type FieldsOf } from './fields';

export const describeTaskDetail = answeringAction({
	action: 'DescribeTaskDetail',
	name: ({ TaskId }) => TaskId,
	fields: z.strictObject({
		TaskId: z.string(),
		SubAppId: integer.optional(),
	} satisfies FieldsOf<DescribeTaskDetailRequest>),
	run: ({ TaskId, SubAppId }, { tasks }, { now }) => {
		const task = tasks.poll(TaskId, SubAppId, now);
		if (task) return { kind: 'answered', fields: describeTask(task, stateOf(task, now)) };
		return { kind: 'refused', refusal: refusal('ResourceNotFound', 'There is no such task.') };
	},
});
