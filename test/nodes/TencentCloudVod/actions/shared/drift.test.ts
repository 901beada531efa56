/** Whether the forms still have what the official SDK's requests have. */
import { readFileSync } from 'node:fs';

import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import ts from 'typescript';

import { MODELS, type Generated } from '../../../../../nodes/TencentCloudVod/actions/shared/models';
import { TencentCloudVod } from '../../../../../nodes/TencentCloudVod/TencentCloudVod.node';
import { NEWER_MODELS } from '../../../../support/newerThanSdk';

const PATH = require.resolve(
	'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models.d.ts',
);

/** The fields of the SDK's interfaces, with the comment of each. */
const SDK = new Map<string, Map<string, string>>();
const source = ts.createSourceFile(PATH, readFileSync(PATH, 'utf8'), ts.ScriptTarget.ES2022, true);
source.forEachChild((node) => {
	if (!ts.isInterfaceDeclaration(node)) return;
	const fields = node.members.map((member): [string, string] => [
		member.name?.getText() ?? '',
		member.getFullText(),
	]);
	SDK.set(node.name.text, new Map(fields));
});

function fieldsOf(name: string): Map<string, string> {
	const fields = SDK.get(name);
	if (!fields) throw new Error(`The SDK has no ${name}`);
	return fields;
}

const REQUESTS: Record<Generated, { request: string; output: string; file: string }> = {
	video: {
		request: 'CreateAigcVideoTaskRequest',
		output: 'AigcVideoOutputConfig',
		file: 'AigcVideoTaskInputFileInfo',
	},
	image: {
		request: 'CreateAigcImageTaskRequest',
		output: 'AigcImageOutputConfig',
		file: 'AigcImageTaskInputFileInfo',
	},
};

const GENERATED = ['video', 'image'] as const;

const { properties } = new TencentCloudVod().description;
const formOf = (generated: Generated): INodeProperties[] =>
	properties.filter(
		({ displayOptions, name }) =>
			displayOptions?.show?.resource?.includes(generated) &&
			!['operation', 'options'].includes(name),
	);

const apiName = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** As the API has them, of the form and of its Additional Fields. */
function namesIn(generated: Generated): string[] {
	const fields = formOf(generated).flatMap((field) =>
		field.name === 'additionalFields' ? (field.options as INodeProperties[]) : [field],
	);
	return fields.map(({ name }) => apiName(name));
}

/** What stands in the form under another name, or comes from the node itself. */
const IN_OTHER_WORDS: Record<string, string | undefined> = {
	FileInfos: 'Images',
	SubjectInfos: 'ElementIds',
	// The older way to give an image whose usage is LastFrame.
	LastFrameFileId: 'Images',
	LastFrameUrl: 'Images',
};
const OF_THE_NODE = ['SessionId', 'OutputConfig'];
const NOT_SENT = ['ExtraParameters', 'WaitForCompletion', 'DownloadFile', 'BinaryPropertyOutput'];

describe.each(GENERATED)('%s', (generated) => {
	const { request, output, file } = REQUESTS[generated];
	const sdkFields = [...fieldsOf(request).keys(), ...fieldsOf(output).keys()].filter(
		(name) => !OF_THE_NODE.includes(name),
	);

	test('has a field for each of the request, and none that the request has not', () => {
		const ours = namesIn(generated).filter((name) => !NOT_SENT.includes(name));
		const theirs = sdkFields.map((name) => IN_OTHER_WORDS[name] ?? name);
		expect(ours.sort()).toEqual([...new Set(theirs)].sort());
	});

	test('its images have what the request can say of them, or leave it to Extra Parameters', () => {
		const [images] = formOf(generated).filter(({ name }) => name === 'images');
		const [rows] = (images?.options ?? []) as INodePropertyCollection[];
		const ours = rows?.values.map(({ name }) => apiName(name)) ?? [];
		const left = [...fieldsOf(file).keys()].filter((name) => !ours.includes(name));
		const bySource = ['Type', 'Base64', ...(generated === 'video' ? ['Category'] : [])];
		const extra =
			generated === 'video'
				? ['KeepOriginalSound', 'ObjectId', 'ReferenceType', 'Text', 'VoiceId']
				: ['ReferenceType', 'Text'];
		expect(left.sort()).toEqual([...bySource, ...extra].sort());
	});

	test('has the models and versions of the SDK, and those that are known to be newer', () => {
		const comment = fieldsOf(request).get('ModelVersion') ?? '';
		// 当 ModelName 是 Kling，可选值为 1.6、2.0；
		const found = [...comment.matchAll(/ModelName 是 (\w+)，可选值为 ([\w.、-]+)/g)];
		const theirs = found.map(([, name = '', all = '']) => [name, all.split('、')] as const);
		expect(theirs.length).toBeGreaterThan(4);
		const known = new Map<string, string[]>(theirs.map(([name, all]) => [name, [...all]]));
		for (const [name, newer] of Object.entries(NEWER_MODELS[generated])) {
			known.set(name, [...(known.get(name) ?? []), ...newer]);
		}
		const sorted = (models: Iterable<readonly [string, string[]]>) =>
			Object.fromEntries([...models].map(([name, all]) => [name, [...all].sort()]));
		const ours = MODELS[generated].map(
			({ name, versions }) => [name, versions.map((version) => version.name)] as const,
		);
		expect(sorted(ours)).toEqual(sorted(known));
	});
});

test('the durations are those of the comments', () => {
	const comment = fieldsOf('AigcVideoOutputConfig').get('Duration') ?? '';
	const told = [...comment.matchAll(/ModelName 是 (\w+)，可(?:选值为|指定) ?([\d、-]+)/g)];
	expect(told.length).toBeGreaterThan(4);
	for (const [, name = '', text = ''] of told) {
		const [from = 0, to = 0] = text.split('-').map(Number);
		const oneOf = text.split('、').map(Number);
		const durations = MODELS.video.find((model) => model.name === name)?.versions ?? [];
		expect(durations.map((version) => version.durations)).toContainEqual(
			text.includes('-') ? { from, to } : { oneOf },
		);
	}
});
