/** A file on its way into VOD: ApplyUpload, a PUT to COS, CommitUpload. https://www.tencentcloud.com/document/product/266/9760 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { outcomeOf, type Failed, type Outcome, type Reading } from '../../client/outcome';
import type { BinaryFile } from '../../execution/binaryFile';
import { CLOCK } from '../../execution/clock';
import { makes } from '../../execution/memories';
import type { Callable } from '../../execution/operation';
import type { Settings } from '../../execution/settings';
import { callsOf } from '../../execution/signedCall';
import type { ImageFormat } from '../../input/imageHeader';
import { putObject } from '../../transport/putObject';
import { SUB_APP_ADVICE } from './subAppId';

const VERSION = '2018-07-17';

/** The fields of ApplyUpload. */
export interface Application {
	MediaType: string;
	SubAppId?: number;
	MediaName?: string;
	ExpireTime?: string;
	ClassId?: number;
}

export interface FileToUpload {
	application: Application;
	file: BinaryFile;
}

const ENDINGS: Record<ImageFormat, string> = { PNG: 'png', JPEG: 'jpg', WebP: 'webp' };

/** What ApplyUpload calls MediaType: the ending, which is not always that of the name. */
export function mediaTypeOf({ extension, header, mimeType }: BinaryFile): string {
	if (header.kind === 'image') return ENDINGS[header.format];
	return extension || (/^\w+\/(\w+)/.exec(mimeType)?.[1] ?? '');
}

const uploadedSchema = z.object({
	FileId: z.string().min(1),
	MediaUrl: z.string().min(1),
});

export type Uploaded = z.infer<typeof uploadedSchema>;

/** `safe`: an upload that is not committed is nothing. */
const COMMITTING = {
	repeat: 'safe',
	resultOf: (response) => uploadedSchema.safeParse(response).data,
} satisfies Reading<Uploaded>;

export const uploading: Callable<FileToUpload, Uploaded> = {
	action: { name: 'ApplyUpload', version: VERSION },
	quota: 100,
	maxInFlight: 4,
	...COMMITTING,
	makes: makes(uploadedSchema, ({ FileId }) => FileId, 'input'),
	nouns: {
		thing: 'file',
		things: 'files',
		id: 'FileId',
		name: 'file',
		do: 'upload',
		done: 'uploaded',
	},
	advice: [
		[
			/^InvalidParameterValue\.MediaType/,
			'Tencent Cloud VOD takes no files of this type. Give the file the ending of what it is.',
		],
		...SUB_APP_ADVICE,
	],
	nameOf: ({ file }) => file.name,
	bodyOf: ({ application }) => application,
	identityOf: ({ application, file: { sha256 } }) => ({ sha256, ...application }),
	attemptOf: (context, settings) => {
		const steps = stepsOf(context, settings);
		return async (file) => await upload(file, steps);
	},
};

const appliedSchema = z.object({
	VodSessionKey: z.string().min(1),
	StorageBucket: z.string().regex(/^[\w-]+$/),
	StorageRegion: z.string().regex(/^[\w-]+$/),
	MediaStoragePath: z.string().startsWith('/'),
	TempCertificate: z.object({ SecretId: z.string(), SecretKey: z.string(), Token: z.string() }),
});

type Applied = z.infer<typeof appliedSchema>;

interface Steps {
	apply(application: Application): Promise<Outcome<Applied>>;
	put(applied: Applied, file: BinaryFile): Promise<Outcome<true>>;
	commit(applied: Applied, subAppId: number | undefined): Promise<Outcome<Uploaded>>;
}

const APPLYING: Reading<Applied> = {
	repeat: 'safe',
	resultOf: (response) => appliedSchema.safeParse(response).data,
};

function stepsOf(context: IExecuteFunctions, settings: Settings): Steps {
	const { account } = settings;
	const call = callsOf(context, settings);
	return {
		apply: async (application) => {
			const { region } = account;
			const action = {
				name: 'ApplyUpload',
				version: VERSION,
				region,
				answer: 'withTokens',
			} as const;
			return await call(action, application, APPLYING);
		},
		put: async (applied, file) => {
			const { MediaStoragePath: path, TempCertificate: certificate } = applied;
			const cos = `https://${applied.StorageBucket}.cos.${applied.StorageRegion}.myqcloud.com`;
			const baseUrl = account.isCustomEndpoint ? account.baseUrl : cos;
			const end = await putObject(
				context,
				{ baseUrl, path, certificate },
				file,
				context.getExecutionCancelSignal(),
				CLOCK.wallTime(),
			);
			if (end.kind === 'stored') return { kind: 'done', value: true, requestId: undefined };
			if (end.kind === 'answered') return failed(`COS HTTP ${end.status}`);
			return outcomeOf(end, STORING, CLOCK.wallTime());
		},
		commit: async ({ VodSessionKey }, SubAppId) => {
			const action = { name: 'CommitUpload', version: VERSION };
			return await call(action, { VodSessionKey, SubAppId }, COMMITTING);
		},
	};
}

const STORING: Reading<true> = { repeat: 'safe', resultOf: () => undefined };

function failed(code: string): Failed {
	return { kind: 'failed', reason: 'serverError', code, requestId: undefined };
}

const MAX_COMMITS = 3;

/** A commit that ended unclearly is asked again: only a session that is refused starts the upload over. */
async function upload(
	{ application, file }: FileToUpload,
	steps: Steps,
): Promise<Outcome<Uploaded>> {
	const applied = await steps.apply(application);
	if (applied.kind !== 'done') return applied;
	const stored = await steps.put(applied.value, file);
	if (stored.kind !== 'done') return stored;
	let committed = await steps.commit(applied.value, application.SubAppId);
	for (let commits = 1; commits < MAX_COMMITS && committed.kind === 'failed'; commits++) {
		committed = await steps.commit(applied.value, application.SubAppId);
	}
	if (committed.kind !== 'refused') return committed;
	const isOfSession = /VodSessionKey|ResourceNotFound/.test(committed.code);
	return isOfSession ? failed(committed.code) : committed;
}
