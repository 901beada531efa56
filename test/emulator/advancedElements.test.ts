import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { ADVANCED_ELEMENT, call, ELEMENT, VIDEO } from './rawClient';
import { sdkClient } from './sdkClient';
import { apply, commit, put } from './uploadClient';

const OTHER_SUB_APP_ID = 1500000002;

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({
		subApps: [EMULATOR_SUB_APP_ID, OTHER_SUB_APP_ID].map((id) => ({ id, name: '', status: 'On' })),
	});
	emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
});

afterEach(async () => {
	await emulator.close();
});

async function create(changes: object = {}): Promise<string> {
	const client = sdkClient(emulator);
	const request = { ...ADVANCED_ELEMENT, ...changes };
	const { TaskId = '' } = await client.CreateAigcAdvancedCustomElement(request);
	const { CreateAigcAdvancedCustomElementTask: task } = await client.DescribeTaskDetail({ TaskId });
	return task?.Output?.InfoList?.[0]?.ElementId ?? '';
}

test("the official SDK's client makes an element, whose ID is a text, and a number in Kling's own words", async () => {
	const client = sdkClient(emulator);
	const request = {
		...{ ...ADVANCED_ELEMENT, TagList: '[{"tag_id":"o_102"}]' },
		...{ SessionId: 'one', SessionContext: 'row 1' },
	};
	const { TaskId = '' } = await client.CreateAigcAdvancedCustomElement(request);
	const answer = await client.DescribeTaskDetail({ TaskId, SubAppId: EMULATOR_SUB_APP_ID });
	const { ElementName, ElementDescription, ReferenceType, ElementImageList, TagList } = request;
	expect(answer).toMatchObject({
		TaskType: 'CreateAigcAdvancedCustomElement',
		Status: 'FINISH',
		CreateAigcAdvancedCustomElementTask: {
			...{ TaskId, ErrCode: 0, SessionId: 'one', SessionContext: 'row 1' },
			Input: {
				...{ ElementName, ElementDescription, ReferenceType, ElementImageList, TagList },
				...{ ElementVoiceId: '', ElementVideoList: '' },
			},
		},
	});
	const [task, element] = emulator.ledger.made;
	expect(emulator.ledger.made).toMatchObject([
		{ kind: 'task', id: TaskId, name: ElementName },
		{ kind: 'element', name: ElementName, requestId: task?.requestId },
	]);
	const [info] = answer.CreateAigcAdvancedCustomElementTask?.Output?.InfoList ?? [];
	const { ElementInfo = '' } = info ?? {};
	expect(info).toEqual({ ElementId: element?.id, ElementInfo });
	expect(ElementInfo).toContain(`"element_id":${element?.id},`);
	const { element_id } = JSON.parse(ElementInfo) as { element_id: number };
	expect(typeof element_id).toBe('number');
	expect(String(element_id)).not.toBe(element?.id);

	await client.CreateAigcVideoTask({ ...VIDEO, SubjectInfos: [{ Id: element?.id }] });
});

const list = (content: unknown) => ({ ElementImageList: JSON.stringify(content) });
const video = (ElementVideoList?: unknown) => ({
	...{ ReferenceType: 'video_refer', ElementImageList: undefined },
	ElementVideoList: ElementVideoList && JSON.stringify(ElementVideoList),
});
const image_url = 'https://images.example.com/a.png';
const video_url = 'https://images.example.com/a.mp4';

test.each<[string, object, string | undefined]>([
	['no name', { ElementName: undefined }, 'MissingParameter'],
	['20 characters', { ElementName: '狐'.repeat(20) }, undefined],
	['21 characters', { ElementName: '狐'.repeat(21) }, 'InvalidParameterValue'],
	['no description', { ElementDescription: undefined }, 'MissingParameter'],
	['a description of 101', { ElementDescription: 'a'.repeat(101) }, 'InvalidParameterValue'],
	['no type of reference', { ReferenceType: undefined }, 'MissingParameter'],
	['another type of reference', { ReferenceType: 'image' }, 'InvalidParameterValue'],
	['no pictures', { ElementImageList: undefined }, 'MissingParameter'],
	['pictures that are no text', { ElementImageList: {} }, 'InvalidParameter'],
	['pictures that are no JSON', { ElementImageList: '{' }, 'InvalidParameterValue'],
	['no front', list({ refer_images: [{ image_url }] }), 'InvalidParameterValue'],
	['no reference', list({ frontal_image: image_url, refer_images: [] }), 'InvalidParameterValue'],
	[
		'3 references',
		list({ frontal_image: image_url, refer_images: Array(3).fill({ image_url }) }),
		undefined,
	],
	[
		'4 references',
		list({ frontal_image: image_url, refer_images: Array(4).fill({ image_url }) }),
		'InvalidParameterValue',
	],
	[
		'references that are URLs',
		list({ frontal_image: image_url, refer_images: [image_url] }),
		'InvalidParameterValue',
	],
	[
		'a field of the other API',
		list({ frontal_image: image_url, refer_images: [{ ImageUrl: image_url }] }),
		'InvalidParameterValue',
	],
	[
		'a front that is no URL',
		list({ frontal_image: 'a.png', refer_images: [{ image_url }] }),
		'InvalidParameterValue',
	],
	['no video', video(), 'MissingParameter'],
	['one video', video({ refer_videos: [{ video_url }] }), undefined],
	['two videos', video({ refer_videos: Array(2).fill({ video_url }) }), 'InvalidParameterValue'],
	['no video in the list', video({ refer_videos: [] }), 'InvalidParameterValue'],
	['two tags', { TagList: '[{"tag_id":"o_101"},{"tag_id":"o_108"}]' }, undefined],
	['a tag by name', { TagList: '[{"tag_id":"character"}]' }, 'InvalidParameterValue'],
	['tags as they are', { TagList: '["o_101"]' }, 'InvalidParameterValue'],
	['the overseas library', { DisableModeration: 'True' }, undefined],
	['another truth', { DisableModeration: 'true' }, 'InvalidParameterValue'],
	['a field that is unknown', { ElementFrontalImage: image_url }, 'UnknownParameter'],
])('fields of CreateAigcAdvancedCustomElement: %s', async (_case, changes, code) => {
	const body = { ...ADVANCED_ELEMENT, ...changes };
	const answer = await call(emulator, { action: 'CreateAigcAdvancedCustomElement', body });
	expect(answer.Error?.Code).toBe(code);
	expect(emulator.ledger.ofKind('task')).toHaveLength(code ? 0 : 1);
});

test.each(['frontal_image', 'refer_images.1.image_url'])(
	'a picture of its own is looked into: %s',
	async (field) => {
		const upload = await apply(emulator);
		await put(emulator, upload, { bytes: Buffer.from('no picture') });
		const { MediaUrl: own } = await commit(emulator, upload);
		const isFront = field === 'frontal_image';
		const content = {
			frontal_image: isFront ? own : image_url,
			refer_images: [{ image_url }, { image_url: isFront ? image_url : own }],
		};
		const body = { ...ADVANCED_ELEMENT, ...list(content) };
		const { Error } = await call(emulator, { action: 'CreateAigcAdvancedCustomElement', body });
		expect(Error).toEqual({
			Code: 'InvalidParameterValue',
			Message: `The picture of ElementImageList.${field} is neither JPEG nor PNG.`,
		});
	},
);

describe('the list', () => {
	const idsOf = async (page: object) => {
		const request = { SubAppId: EMULATOR_SUB_APP_ID, ...page };
		const answer = await sdkClient(emulator).DescribeAigcAdvancedCustomElements(request);
		return { ids: answer.ElementSet?.map(({ Id }) => Id), total: answer.TotalCount };
	};

	test('has the elements of a sub-application in pages, and none of the other API', async () => {
		await sdkClient(emulator).CreateAigcCustomElement(ELEMENT);
		const other = await create({ SubAppId: OTHER_SUB_APP_ID });
		const ids = [];
		for (let n = 0; n < 12; n += 1) ids.push(await create());
		expect(await idsOf({})).toEqual({ ids: ids.slice(0, 10), total: 12 });
		expect(await idsOf({ Offset: 10 })).toEqual({ ids: ids.slice(10), total: 12 });
		expect(await idsOf({ Offset: 5, Limit: 5 })).toEqual({ ids: ids.slice(5, 10), total: 12 });
		expect(await idsOf({ Limit: 300 })).toEqual({ ids, total: 12 });
		expect(await idsOf({ Offset: 20 })).toEqual({ ids: [], total: 12 });
		expect(await idsOf({ SubAppId: OTHER_SUB_APP_ID })).toEqual({ ids: [other], total: 1 });
		for (const page of [{ Offset: 5 }, { Limit: 0 }, { Limit: 301 }]) {
			await expect(idsOf(page)).rejects.toMatchObject({ code: 'InvalidParameterValue' });
		}
		await expect(idsOf({ SubAppId: undefined })).rejects.toMatchObject({
			code: 'MissingParameter',
		});
	});

	test('tells what was given', async () => {
		const Id = await create({ ElementVoiceId: 'v1' });
		const client = sdkClient(emulator);
		const { ElementSet } = await client.DescribeAigcAdvancedCustomElements({
			SubAppId: EMULATOR_SUB_APP_ID,
		});
		const { ElementName: Name, ElementDescription: Description } = ADVANCED_ELEMENT;
		const [task] = emulator.ledger.made;
		const CreateTime = new Date(task?.createdAt ?? 0).toISOString().replace(/\.\d+Z/, 'Z');
		expect(ElementSet).toEqual([{ Id, Name, Description, VoiceId: 'v1', CreateTime }]);
	});

	test('has no element that was deleted, which exists no more but stays on record', async () => {
		const [first, second] = [await create(), await create()];
		const client = sdkClient(emulator);
		const SubAppId = EMULATOR_SUB_APP_ID;
		const { ElementId: simple } = await client.CreateAigcCustomElement(ELEMENT);
		const remove = (ElementId: string, from = SubAppId) =>
			client.DeleteAigcAdvancedCustomElement({ SubAppId: from, ElementId });
		for (const gone of [
			() => remove('123456789012345678'),
			() => remove(first, OTHER_SUB_APP_ID),
			() => remove(simple ?? ''),
		]) {
			await expect(gone()).rejects.toMatchObject({ code: 'ResourceNotFound' });
		}
		expect(Object.keys(await remove(first))).toEqual(['RequestId']);
		expect(await idsOf({})).toEqual({ ids: [second], total: 1 });
		await expect(remove(first)).rejects.toMatchObject({ code: 'ResourceNotFound' });
		const uses = { ...VIDEO, SubjectInfos: [{ Id: first }] };
		await expect(client.CreateAigcVideoTask(uses)).rejects.toMatchObject({
			code: 'InvalidParameterValue',
		});
		expect(emulator.ledger.find(first)?.deletedAt).toEqual(expect.any(Number));
		expect(emulator.ledger.find(second)?.deletedAt).toBeUndefined();
	});
});
