/** The same request by the official SDK's client and by the node: the same JSON arrives. */
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type {
	AigcVideoTaskInputFileInfo,
	CreateAigcVideoTaskRequest,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { sdkClient } from '../../../../emulator/sdkClient';
import { apply, commit, put } from '../../../../emulator/uploadClient';
import { makeElements } from '../../../../support/advancedElements';
import { workflowOn } from '../../../../support/node';
import { generateVideo } from '../../../../support/operations';
import { png } from '../../../../support/pictures';
import { storySeed } from '../../../../support/stories/draw';
import { errorOf } from '../../../../support/whatIsSeen';

const seed = storySeed();

let emulator: Emulator;
let elementIds: string[];
let fileId: string;

beforeAll(async () => {
	emulator = await startEmulator();
	const applied = await apply(emulator);
	await put(emulator, applied, { bytes: png(30, 20) });
	fileId = String((await commit(emulator, applied)).FileId);
	elementIds = await makeElements(emulator, ['Mira', 'Tom', 'Fox']);
	emulator.setTaskLives(() => ({ runsMs: 3_600_000, end: { kind: 'success' } }));
});
afterAll(() => emulator.close());

/** Stands for the FileId of the one that is there. */
const FILE_IN_VOD = 'file in VOD';

const onOff = fc.constantFrom('Enabled', 'Disabled');
// Whatever JSON has to escape, and what looks like an expression or a reference does not.
const words = fc
	.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
	.map((text) => `A ${text}`.replace(/[{}<>]/g, '"'))
	.filter((text) => text.trim() !== '');

const link = fc.webUrl().map((url) => `${url.replace(/\/$/, '')}/front.png`);
const usage = fc.constantFrom('Reference', 'FirstFrame');
const image: fc.Arbitrary<AigcVideoTaskInputFileInfo> = fc.oneof(
	fc.record({ Type: fc.constant('Url'), Url: link, Category: fc.constant('Image'), Usage: usage }),
	fc.record({
		Type: fc.constant('File'),
		FileId: fc.constant(FILE_IN_VOD),
		Category: fc.constant('Image'),
		Usage: usage,
	}),
);

const outputConfig = fc.record(
	{
		StorageMode: fc.constantFrom('Temporary', 'Permanent'),
		MediaName: words,
		ClassId: fc.nat(99),
		ExpireTime: fc.constantFrom('2031-01-01T00:00:00Z', '2030-12-31T23:59:59Z'),
		Duration: fc.integer({ min: 3, max: 15 }),
		Resolution: fc.constantFrom('720P', '1080P'),
		AspectRatio: fc.constantFrom('16:9', '9:16', '1:1'),
		AudioGeneration: onOff,
		PersonGeneration: fc.constantFrom('AllowAdult', 'Disallowed'),
		InputComplianceCheck: onOff,
		OutputComplianceCheck: onOff,
		EnhanceSwitch: onOff,
		OffPeak: onOff,
		FrameInterpolate: onOff,
		LogoAdd: onOff,
		EnableBGM: onOff,
	},
	{ requiredKeys: [] },
);

/** A request, its elements given by their place in the account. */
const request = fc
	.record(
		{
			SubAppId: fc.constant(EMULATOR_SUB_APP_ID),
			ModelName: fc.constant('Kling'),
			ModelVersion: fc.constantFrom('3.0-Omni', '3.0', 'O1'),
			Prompt: words,
			NegativePrompt: words,
			EnhancePrompt: onOff,
			SubjectInfos: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
			FileInfos: fc.array(image, { minLength: 1, maxLength: 3 }),
			OutputConfig: outputConfig,
			InputRegion: fc.constantFrom('Mainland', 'Oversea'),
			SceneType: fc.constantFrom('motion_control', 'avatar_i2v'),
			Procedure: words,
			Seed: fc.nat(),
			SessionContext: words,
			TasksPriority: fc.integer({ min: -10, max: 10 }),
			ExtInfo: fc.constant('{"AdditionalParameters":"{}"}'),
		},
		{ requiredKeys: ['SubAppId', 'ModelName', 'ModelVersion', 'Prompt'] },
	)
	.map(({ SubjectInfos, OutputConfig, ...rest }) => ({
		...rest,
		...(OutputConfig && Object.keys(OutputConfig).length > 0 ? { OutputConfig } : {}),
		...(SubjectInfos ? { subjects: SubjectInfos } : {}),
	}));

const chosen = (value: unknown) => ({ __rl: true, mode: 'name', value }) as IDataObject;
const inForm = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

/** As a person fills the form for it. */
function formOf(wanted: CreateAigcVideoTaskRequest): INodeParameters {
	const {
		SubAppId,
		ModelName,
		ModelVersion,
		Prompt,
		SubjectInfos,
		FileInfos,
		OutputConfig,
		...rest
	} = wanted;
	const additional = Object.entries({ ...rest, ...OutputConfig }).map(([name, value]) => [
		inForm(name),
		['Resolution', 'AspectRatio'].includes(name) ? chosen(value) : value,
	]);
	const rows = (FileInfos ?? []).map(({ Usage, Url, FileId }) => ({
		usage: Usage,
		...(Url === undefined ? { source: 'fileId', fileId: FileId } : { source: 'url', url: Url }),
	}));
	return {
		subAppId: { __rl: true, mode: 'list', value: String(SubAppId) },
		modelName: chosen(ModelName),
		modelVersion: chosen(ModelVersion),
		prompt: Prompt,
		elementIds: (SubjectInfos ?? []).map(({ Id }) => Id).join(', '),
		images: rows.length === 0 ? {} : { image: rows },
		additionalFields: Object.fromEntries(additional) as INodeParameters,
		waitForCompletion: false,
	} as INodeParameters;
}

test(`the official SDK and the node send the same (seed ${seed})`, async () => {
	await fc.assert(
		fc.asyncProperty(request, async ({ subjects, ...drawn }) => {
			const SubjectInfos = subjects?.map((n) => ({ Id: elementIds[n] }));
			const wanted = JSON.parse(
				JSON.stringify({ ...drawn, SubjectInfos }).replaceAll(FILE_IN_VOD, fileId),
			) as CreateAigcVideoTaskRequest;
			await sdkClient(emulator).CreateAigcVideoTask(wanted);
			const workflow = workflowOn(emulator, { operation: generateVideo, fields: formOf(wanted) });
			const execution = await workflow.execute([{}]);
			expect(errorOf(execution).message).toBe('');
			const [theirs, ours] = emulator.ledger.ofKind('task').slice(-2);
			const { SessionId, ...sent } = ours?.request ?? {};
			expect(SessionId).toMatch(/^\w+$/);
			expect(sent).toEqual(theirs?.request);
		}),
		{ seed, numRuns: 60 },
	);
}, 120_000);
